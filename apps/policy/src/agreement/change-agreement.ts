import { type AgreementState, DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { AgencyRow } from '../agency/agency.row.js';
import type { Transaction } from '../storage/transaction.js';
import { updateVersion } from '../storage/versioned-update.js';
import { requireRole } from '../trail/officer-roles.js';
import { PolicyTrail } from '../trail/policy-trail.js';
import { AgreementPartyRow } from './agreement-party.row.js';
import { AgreementReader } from './agreement-reader.js';
import type { ChangedAgreement } from './agreement-view.dto.js';
import type { AgreementBody } from './agreement.dto.js';
import { AgreementRow } from './agreement.row.js';

/** From which states each change may be made. */
const FROM: Readonly<Record<'live' | 'suspended', readonly AgreementState[]>> = {
  live: ['draft', 'suspended'],
  suspended: ['live'],
};

/**
 * Agreements come in as drafts, and count from their activation. Suspending one fences the whole place: nothing flows under
 * it once that is acknowledged. Every change is an entry.
 */
@Injectable()
export class ChangeAgreement {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: PolicyTrail,
    private readonly reader: AgreementReader,
  ) {}

  draft(officer: Principal, body: AgreementBody): Promise<ChangedAgreement> {
    requireRole(officer, 'ig-lead', 'privacy-officer');
    const { parties, ...terms } = body;
    if (parties.some(({ source, recipient }) => source === recipient)) {
      throw new DomainError('invalid-parties', 'an agency needs no agreement with itself');
    }
    if (terms.expiresAt !== undefined && terms.expiresAt <= terms.startsAt) {
      throw new DomainError('invalid-end', 'an agreement ends after it starts');
    }
    return this.work.run(async (tx) => {
      await this.requireAgencies(tx, [...new Set(parties.flatMap(({ source, recipient }) => [source, recipient]))]);
      if (await tx.existsBy(AgreementRow, { id: body.id }))
        throw new DomainError('agreement-exists', 'another agreement has this id');
      const { systemRoles = true, redactions = {}, maxConsentDays = null, expiresAt = null, reviewAt = null } = terms;
      const optional = { systemRoles, redactions, maxConsentDays, expiresAt, reviewAt };
      await tx.insert(AgreementRow, { ...terms, ...optional, version: 1, state: 'draft', createdBy: officer.id });
      const distinct = new Map(parties.map((party) => [`${party.source} ${party.recipient}`, party]));
      await tx.insert(
        AgreementPartyRow,
        [...distinct.values()].map((party) => ({ ...party, agreementId: body.id })),
      );
      return this.record(tx, officer, body.id, 'agreement.draft');
    });
  }

  setState(officer: Principal, id: string, version: number, state: 'live' | 'suspended'): Promise<ChangedAgreement> {
    requireRole(officer, ...(state === 'live' ? ['ig-lead'] : ['ig-lead', 'privacy-officer']));
    return this.work.run(async (tx) => {
      const before = await this.reader.one(id, tx);
      if (before.version !== version)
        throw new DomainError('version-conflict', 'somebody else changed this in the meantime');
      if (!(FROM[state] as readonly string[]).includes(before.state)) {
        throw new DomainError('agreement-state', `an agreement that is ${before.state} cannot become ${state}`);
      }
      await updateVersion(tx, AgreementRow, { id, version }, { state });
      return this.record(tx, officer, id, state === 'live' ? 'agreement.activate' : 'agreement.suspend');
    });
  }

  private async requireAgencies(tx: Transaction, codes: readonly string[]): Promise<void> {
    if ((await tx.countBy(AgencyRow, { code: In([...codes]) })) === codes.length) return;
    throw new DomainError('agency-unknown', 'one of the parties is no agency of this place');
  }

  private async record(tx: Transaction, officer: Principal, id: string, action: string): Promise<ChangedAgreement> {
    const view = await this.reader.one(id, tx);
    const { state, version, categories } = view;
    const change = { action, detail: { agreement: id, version, state }, categories, agreement: id };
    return { ...view, effectiveAt: await this.trail.govern(tx, officer, change) };
  }
}
