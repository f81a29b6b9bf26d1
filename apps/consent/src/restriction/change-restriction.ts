import { DIRECTIVE_CHANGED, type DirectiveChange } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireDecider } from '../resident/require-decider.js';
import { ResolveResident } from '../resident/resolve-resident.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { ChangeTrail } from '../trail/change-trail.js';
import { type RestrictionGround, RestrictionRow } from './restriction.row.js';

export interface RestrictionChange {
  readonly id: string;
  readonly effectiveAt: string;
}

/**
 * An officer restricts processing of a resident's data (UK GDPR Art 18), or lifts that. Setting it stops sharing at once,
 * fenced like a withdrawal; both are idempotent. Telling the resident before lifting (18(3)) is the officer's, until notices
 * are sent from here.
 */
@Injectable()
export class ChangeRestriction {
  constructor(
    private readonly work: UnitOfWork,
    private readonly residents: ResolveResident,
    private readonly trail: ChangeTrail,
  ) {}

  set(principal: Principal, id: string, residentId: string, reason: RestrictionGround): Promise<RestrictionChange> {
    requireDecider(principal);
    return this.work.run(async (tx) => {
      const earlier = await tx.findOneBy(RestrictionRow, { id });
      if (earlier !== null) return { id, effectiveAt: earlier.startsAt.toISOString() };
      return this.change(tx, principal, 'restricted', { id, residentId, reason }, async () => {
        await tx.insert(RestrictionRow, { id, residentId, reason, endsAt: null, recordedBy: principal.id });
      });
    });
  }

  lift(principal: Principal, id: string): Promise<RestrictionChange> {
    requireDecider(principal);
    return this.work.run(async (tx) => {
      const row = await tx.findOneBy(RestrictionRow, { id });
      if (row === null || !(await this.residents.mayActFor(principal, row.residentId))) {
        throw new DomainError('restriction-not-found', 'there is no such restriction here');
      }
      if (row.endsAt !== null) return { id, effectiveAt: row.endsAt.toISOString() };
      return this.change(tx, principal, 'restriction-lifted', row, async () => {
        const sql = `UPDATE consent.restriction SET ends_at = fence.domain_now(), lifted_by = $2
                      WHERE id = $1 AND ends_at IS NULL RETURNING id`;
        if ((await firstRow(tx, sql, [id, principal.id])) === undefined) {
          throw new DomainError('restriction-lifted', 'somebody else lifted this restriction in the meantime');
        }
      });
    });
  }

  private async change(
    tx: Transaction,
    principal: Principal,
    change: DirectiveChange,
    row: Pick<RestrictionRow, 'id' | 'residentId' | 'reason'>,
    write: () => Promise<void>,
  ): Promise<RestrictionChange> {
    const { id, residentId, reason } = row;
    const entry = await this.trail.seal(tx, {
      kind: 'directive',
      residentId,
      detail: {
        change,
        restriction: id,
        reason,
        by: { id: principal.id, agency: principal.agency, roles: [...principal.roles] },
      },
      index: {
        action: change,
        outcome: 'recorded',
        categories: [],
        residentId,
        requesterId: principal.id,
        requesterAgency: principal.agency!,
      },
    });
    await write();
    const effectiveAt = await this.trail.append(tx, entry);
    await this.trail.announce(tx, residentId, DIRECTIVE_CHANGED, { residentId, directiveId: id, change });
    return { id, effectiveAt };
  }
}
