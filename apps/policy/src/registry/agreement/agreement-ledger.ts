import { type AgreementState, DomainError, type BasedOn } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { domainNow } from '../../storage/clock.js';
import { heldTo } from '../../storage/held-to.js';
import { requireVersion } from '../../storage/require-version.js';
import { Trail } from '../../trail/trail.js';
import type { AgreementDto } from './agreement-answer.dto.js';
import { AgreementPartyRow } from './agreement-party.row.js';
import { AgreementProposalRow } from './agreement-proposal.row.js';
import { type AgreementTerms, columnsOf, hashOf, partyRowsOf, termsOf } from './agreement-terms.js';
import { AgreementVersionRow } from './agreement-version.row.js';
import { AgreementRow } from './agreement.row.js';
import { presentAgreement, presentProposal } from './present-agreement.js';
import type { SignOff } from './sign-off.js';

/** An agreement as it stands, locked for the one who changes it. */
export interface Opened {
  readonly row: AgreementRow;
  readonly terms: AgreementTerms;
  readonly proposal: AgreementProposalRow | null;
  readonly now: Date;
}

/** What one step changes; what it leaves out stays as it is. */
export interface Step {
  /** Its name: in the entry (`agreement-<change>`) and in the history. */
  readonly change: string;
  readonly state?: AgreementState;
  readonly terms?: AgreementTerms;
  readonly termsBy?: string | null;
  readonly signOffs?: readonly SignOff[];
  readonly stoppedSince?: Date | null;
  /** null: there is none any more. */
  readonly proposal?: AgreementProposalRow | null;
  /** What the entry says beside the version; sealed. */
  readonly detail?: object;
  /** Said to others in the same transaction. */
  readonly announce?: (tx: EntityManager) => Promise<void>;
}

/**
 * Every change of an agreement, in one transaction: the row (which fences), its directions, the version in the history
 * that is never changed, the entry. Each makes a new version, so that If-Match names what was looked at.
 */
@Injectable()
export class AgreementLedger {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  /** Refuses a version that is not the present one, an agreement that is not there, and whoever is suspended. */
  change(by: Principal, id: string, basedOn: BasedOn, decide: (opened: Opened) => Step): Promise<AgreementDto> {
    return this.work.run((tx) => this.changeIn(tx, by, { id, basedOn, narrows: false }, decide));
  }

  /** A step that only stops: an older version does, and it is tried again when somebody else is faster. */
  stop(
    by: Principal,
    { id, basedOn, once }: { readonly id: string; readonly basedOn: BasedOn; readonly once: Once },
    decide: (opened: Opened) => Step,
  ): Promise<AgreementDto> {
    return this.work.stop((tx) => once(tx, () => this.changeIn(tx, by, { id, basedOn, narrows: true }, decide)));
  }

  private async changeIn(
    tx: EntityManager,
    by: Principal,
    { id, basedOn, narrows }: { readonly id: string; readonly basedOn: BasedOn; readonly narrows: boolean },
    decide: (opened: Opened) => Step,
  ): Promise<AgreementDto> {
    await this.trail.requireStanding(tx, by);
    const opened = await open(tx, id);
    if (!opened) throw new DomainError('agreement-not-found', 'there is no such agreement');
    requireVersion(opened.row.version, basedOn, 'agreement', { narrows });
    const step = decide(opened);
    await this.work.mark(tx, `agreement:${id}`);
    return this.write(tx, by, opened, step);
  }

  /** What the clock does to an agreement, if it is still so; `by` is nobody. */
  async byClock(tx: EntityManager, id: string, decide: (opened: Opened) => Step | null): Promise<void> {
    const opened = await open(tx, id);
    const step = opened && decide(opened);
    if (!opened || !step) return;
    await this.work.mark(tx, `agreement:${id}`);
    await this.write(tx, null, opened, step);
  }

  /** A new one. Refuses an id that is taken and a party that is no agency. */
  conclude(by: Principal, id: string, terms: AgreementTerms, state: AgreementState): Promise<AgreementDto> {
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const row: AgreementRow = {
        ...{ id, version: 0, state, signOffs: [], createdBy: by.id, termsBy: by.id, stoppedSince: null },
        ...columnsOf(terms),
      };
      await this.work.mark(tx, `agreement:${id}`);
      await heldTo(tx.insert(AgreementRow, row), {
        unique: new DomainError('agreement-exists', 'an agreement with this id is written down already'),
      });
      const opened = { row, terms: { ...terms, parties: [] }, proposal: null, now: await domainNow(tx) };
      return this.write(tx, by, opened, { change: 'conclude', terms });
    });
  }

  private async write(tx: EntityManager, by: Principal | null, opened: Opened, step: Step): Promise<AgreementDto> {
    const { change, terms = opened.terms, proposal = opened.proposal, detail = {}, announce } = step;
    const { row, parties } = await writeTerms(tx, opened, step);
    if (step.proposal !== undefined) await writeProposal(tx, row.id, step.proposal);
    const { id, version, state, signOffs, purpose, categories } = row;
    const hash = hashOf(id, terms);
    await tx.insert(AgreementVersionRow, {
      ...{ agreementId: id, version, state, change, hash, terms, signOffs },
      ...{ changedAt: opened.now, changedBy: by?.id ?? 'clock' },
    });
    const effectiveAt = await this.trail.append(tx, by, {
      kind: 'governance',
      action: `agreement-${change}`,
      detail: {
        ...{ agreement: id, version, state, hash, ...detail },
        ...(step.terms ? { terms } : {}),
      },
      index: { agreement: id, purpose, categories },
    });
    await announce?.(tx);
    const shown = presentAgreement(row, parties, opened.now);
    return { ...shown, ...(proposal ? { proposal: presentProposal(terms, proposal) } : {}), effectiveAt };
  }
}

async function open(tx: EntityManager, id: string): Promise<Opened | null> {
  const row = await tx.findOne(AgreementRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
  if (!row) return null;
  const parties = await tx.findBy(AgreementPartyRow, { agreementId: id });
  const proposal = await tx.findOneBy(AgreementProposalRow, { agreementId: id });
  return { row, terms: termsOf(row, parties), proposal, now: await domainNow(tx) };
}

async function writeTerms(
  tx: EntityManager,
  { row, terms: before }: Opened,
  { state, terms, termsBy, signOffs, stoppedSince }: Step,
): Promise<{ row: AgreementRow; parties: AgreementPartyRow[] }> {
  const changed = {
    version: row.version + 1,
    ...(terms ? columnsOf(terms) : {}),
    ...(state === undefined ? {} : { state }),
    ...(termsBy === undefined ? {} : { termsBy }),
    ...(signOffs === undefined ? {} : { signOffs: [...signOffs] }),
    ...(stoppedSince === undefined ? {} : { stoppedSince }),
  };
  await tx.update(AgreementRow, { id: row.id }, changed as never);
  const parties = partyRowsOf(row.id, terms ?? before);
  if (terms) {
    await tx.delete(AgreementPartyRow, { agreementId: row.id });
    await heldTo(tx.insert(AgreementPartyRow, parties), {
      reference: new DomainError('agency-unknown', 'a party is not an agency of this place'),
    });
  }
  return { row: { ...row, ...changed }, parties };
}

async function writeProposal(tx: EntityManager, agreementId: string, row: AgreementProposalRow | null): Promise<void> {
  await tx.delete(AgreementProposalRow, { agreementId });
  if (row) await tx.insert(AgreementProposalRow, row as never);
}
