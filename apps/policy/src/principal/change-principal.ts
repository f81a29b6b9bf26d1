import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { AgencyRow } from '../agency/agency.row.js';
import { PolicyConfig } from '../config.js';
import type { Transaction } from '../storage/transaction.js';
import { updateVersion } from '../storage/versioned-update.js';
import { requireRole } from '../trail/officer-roles.js';
import { PolicyTrail } from '../trail/policy-trail.js';
import { type ChangedPrincipal, type PrincipalBody, principalView } from './principal.dto.js';
import { PrincipalRow } from './principal.row.js';

type Change = Partial<Pick<PrincipalRow, 'status' | 'roles' | 'trainingExpiresAt'>>;

/**
 * Practitioners, officers and systems: an information governance lead keeps those of every agency, a privacy officer those
 * of their own. Nobody changes themselves. Every change fences the person, like a withdrawal.
 */
@Injectable()
export class ChangePrincipal {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: PolicyTrail,
    private readonly config: PolicyConfig,
  ) {}

  /** `principal-exists` when the sign-in is taken; a repeat under the same id is answered as recorded. */
  register(officer: Principal, id: string, body: PrincipalBody): Promise<ChangedPrincipal> {
    requireKeeperOf(officer, body.agency);
    return this.work.run(async (tx) => {
      const issuer = this.config.OIDC_ISSUER_STAFF;
      const { kind, subject, agency, roles, trainingExpiresAt = null } = body;
      const known = await tx.findOneBy(PrincipalRow, { issuer, subject });
      if (known !== null && known.id !== id)
        throw new DomainError('principal-exists', 'this sign-in is registered already');
      if (!(await tx.existsBy(AgencyRow, { code: agency })))
        throw new DomainError('agency-unknown', 'there is no such agency');
      const row: PrincipalRow = {
        id,
        kind,
        issuer,
        subject,
        agency,
        roles,
        status: 'active',
        trainingExpiresAt,
        version: 1,
      };
      if (known === null) await tx.insert(PrincipalRow, row);
      const detail = { principal: id, kind, agency, roles };
      return {
        ...principalView(known ?? row),
        effectiveAt: await this.trail.govern(tx, officer, { action: 'principal.register', detail }),
      };
    });
  }

  async setStatus(
    officer: Principal,
    id: string,
    version: number,
    status: PrincipalRow['status'],
  ): Promise<ChangedPrincipal> {
    return this.change(officer, id, version, status === 'suspended' ? 'principal.suspend' : 'principal.resume', {
      status,
    });
  }

  async setRoles(officer: Principal, id: string, version: number, change: Change): Promise<ChangedPrincipal> {
    return this.change(officer, id, version, 'principal.roles', change);
  }

  private change(
    officer: Principal,
    id: string,
    version: number,
    action: string,
    change: Change,
  ): Promise<ChangedPrincipal> {
    return this.work.run(async (tx) => {
      const row = await this.find(tx, officer, id);
      if (row.id === officer.id) throw new DomainError('self-not-permitted', 'nobody changes their own rights');
      await updateVersion(tx, PrincipalRow, { id, version }, change);
      const detail = {
        principal: id,
        ...(change.status ? { status: change.status } : {}),
        ...(change.roles ? { roles: change.roles } : {}),
      };
      const effectiveAt = await this.trail.govern(tx, officer, { action, detail });
      return { ...principalView({ ...row, ...change, version: version + 1 }), effectiveAt };
    });
  }

  private async find(tx: Transaction, officer: Principal, id: string): Promise<PrincipalRow> {
    const row = await tx.findOneBy(PrincipalRow, { id });
    if (row === null) throw new DomainError('principal-not-found', 'there is no such principal');
    requireKeeperOf(officer, row.agency);
    return row;
  }
}

function requireKeeperOf(officer: Principal, agency: string): void {
  if (officer.agency === agency) requireRole(officer, 'ig-lead', 'privacy-officer');
  else requireRole(officer, 'ig-lead');
}
