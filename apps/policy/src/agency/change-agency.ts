import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { updateVersion } from '../storage/versioned-update.js';
import { requireRole } from '../trail/officer-roles.js';
import { PolicyTrail } from '../trail/policy-trail.js';
import { AgencyRow } from './agency.row.js';
import { type AgencyBody, type AgencyView, agencyView, type ChangedAgency } from './agency.dto.js';

/**
 * Agencies of the place: an information governance lead takes them in, and suspends or resumes them. A suspension fences
 * the whole place: nothing goes to or from the agency once it is acknowledged.
 */
@Injectable()
export class ChangeAgency {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: PolicyTrail,
  ) {}

  /** Idempotent for the same details; `agency-exists` for others under the same code. */
  async takeIn(principal: Principal, body: AgencyBody): Promise<AgencyView> {
    requireRole(principal, 'ig-lead');
    return this.work.run(async (tx) => {
      const known = await tx.findOneBy(AgencyRow, { code: body.code });
      if (known !== null) {
        if (known.name === body.name && known.sector === body.sector) return agencyView(known);
        throw new DomainError('agency-exists', 'another agency has this code');
      }
      const row: AgencyRow = { ...body, status: 'active', version: 1 };
      await tx.insert(AgencyRow, row);
      await this.trail.govern(tx, principal, {
        action: 'agency.take-in',
        detail: { agency: body.code, sector: body.sector },
      });
      return agencyView(row);
    });
  }

  async setStatus(
    principal: Principal,
    code: string,
    version: number,
    status: AgencyRow['status'],
  ): Promise<ChangedAgency> {
    requireRole(principal, 'ig-lead');
    return this.work.run(async (tx) => {
      const row = await this.find(tx, code);
      await updateVersion(tx, AgencyRow, { code, version }, { status });
      const action = status === 'suspended' ? 'agency.suspend' : 'agency.resume';
      const effectiveAt = await this.trail.govern(tx, principal, { action, detail: { agency: code } });
      return { ...agencyView({ ...row, status, version: version + 1 }), effectiveAt };
    });
  }

  private async find(tx: Transaction, code: string): Promise<AgencyRow> {
    const row = await tx.findOneBy(AgencyRow, { code });
    if (row === null) throw new DomainError('agency-not-found', 'there is no such agency');
    return row;
  }
}
