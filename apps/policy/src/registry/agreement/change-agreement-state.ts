import { type AgreementState, DomainError, type BasedOn } from '#libs/domain';
import { type Once, type Principal, withoutKey } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { announceResumption } from '../stop/announce-resumption.js';
import { requireRole } from '../../trail/officer-role.js';
import type { AgreementDto } from './agreement-answer.dto.js';
import { AgreementLedger, type Opened, type Step } from './agreement-ledger.js';

/** Every step that an officer takes with the state alone, from which states to which. */
const STEPS = {
  suspend: { from: ['live', 'under-review'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'live' },
  review: { from: ['live'], to: 'under-review' },
} as const satisfies Record<string, { from: readonly AgreementState[]; to: AgreementState }>;
export type AgreementStep = keyof typeof STEPS;

/**
 * Moves an agreement one step. Suspending fences like a withdrawal: once answered, nothing more is released under it. A
 * review begins without stopping anybody's care. Refuses a step from another state, and resuming what has expired.
 */
@Injectable()
export class ChangeAgreementState {
  constructor(private readonly ledger: AgreementLedger) {}

  /** `reason`: why it is stopped or taken back, sealed in the entry. */
  async change(
    by: Principal,
    { id, basedOn, once = withoutKey }: { readonly id: string; readonly basedOn: BasedOn; readonly once?: Once },
    step: AgreementStep,
    reason?: string,
  ): Promise<AgreementDto> {
    requireRole(by, 'ig-lead');
    const decide = (opened: Opened): Step => {
      requireFrom(opened, step);
      return { change: step, state: STEPS[step].to, ...moved(opened, step), ...(reason ? { detail: { reason } } : {}) };
    };
    return step === 'suspend'
      ? this.ledger.stop(by, { id, basedOn, once }, decide)
      : this.ledger.change(by, id, basedOn, decide);
  }

  /** A review is over: the agreement goes on, to be reviewed again at a later date. */
  async reviewed(by: Principal, id: string, basedOn: BasedOn, reviewAt: Date): Promise<AgreementDto> {
    requireRole(by, 'ig-lead');
    return this.ledger.change(by, id, basedOn, ({ row, terms, now }) => {
      if (row.state !== 'live' && row.state !== 'under-review') throw inOtherState();
      if (reviewAt <= now) throw new DomainError('invalid-period', 'reviewAt lies in the past');
      return { change: 'reviewed', state: 'live', terms: { ...terms, reviewAt: reviewAt.toISOString() } };
    });
  }
}

function requireFrom({ row, now }: Opened, step: AgreementStep): void {
  if (!(STEPS[step].from as readonly AgreementState[]).includes(row.state)) throw inOtherState();
  if (step === 'resume' && row.expiresAt !== null && row.expiresAt <= now) {
    throw new DomainError('agreement-over', 'the agreement has expired; conclude a new one');
  }
}

function moved({ row, now }: Opened, step: AgreementStep): Partial<Step> {
  if (step === 'suspend') return { stoppedSince: now };
  if (step === 'resume') return { stoppedSince: null, announce: (tx) => announceResumption(tx, 'agreement', row.id) };
  return {};
}

const inOtherState = (): DomainError =>
  new DomainError('agreement-in-other-state', 'an agreement in its present state cannot take this step');
