import { type AgreementState, DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { domainNow } from '../storage/clock.js';
import { requireRole } from '../trail/officer-role.js';
import { Trail } from '../trail/trail.js';
import type { AgreementDto } from './agreement-answer.dto.js';
import { AgreementPartyRow } from './agreement-party.row.js';
import { AgreementRow } from './agreement.row.js';
import { presentAgreement } from './present-agreement.js';

/** Every step that an agreement may take, from which state to which. */
const STEPS = {
  activate: { from: 'draft', to: 'live' },
  suspend: { from: 'live', to: 'suspended' },
  resume: { from: 'suspended', to: 'live' },
} as const satisfies Record<string, { from: AgreementState; to: AgreementState }>;
export type AgreementStep = keyof typeof STEPS;

/**
 * Moves an agreement one step. Suspending fences like a withdrawal: once answered, nothing more is released under it.
 * Refuses a version that is not the present one, a step from another state, and opening what has expired.
 */
@Injectable()
export class ChangeAgreementState {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  run(by: Principal, id: string, version: number, step: AgreementStep): Promise<AgreementDto> {
    requireRole(by, 'ig-lead');
    const { from, to } = STEPS[step];
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const row = await tx.findOne(AgreementRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
      if (!row) throw new DomainError('agreement-not-found', 'there is no such agreement');
      if (row.version !== version)
        throw new DomainError('version-conflict', 'the agreement was changed in the meantime');
      if (row.state !== from)
        throw new DomainError('agreement-in-other-state', `only an agreement that is ${from} can take this step`);
      const now = await domainNow(tx);
      if (to === 'live' && row.expiresAt !== null && row.expiresAt <= now) {
        throw new DomainError('agreement-over', 'the agreement has expired; conclude a new one');
      }
      const changed = { state: to, version: version + 1 };
      await tx.update(AgreementRow, { id }, changed);
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: `agreement-${step}`,
        detail: { agreement: id, ...changed },
        index: { agreement: id, purpose: row.purpose, categories: row.categories },
      });
      const parties = await tx.findBy(AgreementPartyRow, { agreementId: id });
      return { ...presentAgreement({ ...row, ...changed }, parties, now), effectiveAt };
    });
  }
}
