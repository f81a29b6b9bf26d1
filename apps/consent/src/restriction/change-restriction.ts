import type { DirectiveChange } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireDecider } from '../resident/require-decider.js';
import { ResolveResident } from '../resident/resolve-resident.js';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import { holdResidentOf } from '../storage/hold-resident.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { type ChangedCircumstance, RecordCircumstance } from '../trail/record-circumstance.js';
import { RestrictionRow } from './restriction.row.js';

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
    private readonly recording: RecordCircumstance,
  ) {}

  set(
    principal: Principal,
    { id, reason, ...said }: Pick<RestrictionRow, 'id' | 'residentId' | 'reason'>,
    once: Once,
  ): Promise<ChangedCircumstance> {
    requireDecider(principal);
    return this.work.stop((tx) =>
      once(tx, async () => {
        const earlier = await tx.findOneBy(RestrictionRow, { id });
        if (earlier !== null) return { id, effectiveAt: earlier.startsAt.toISOString() };
        const residentId = await whoTheyAreNow(tx, said.residentId);
        return this.change(tx, principal, 'restricted', { id, residentId, reason }, async () => {
          await tx.insert(RestrictionRow, { id, residentId, reason, endsAt: null, recordedBy: principal.id });
        });
      }),
    );
  }

  lift(principal: Principal, id: string): Promise<ChangedCircumstance> {
    requireDecider(principal);
    return this.work.run(async (tx) => {
      await holdResidentOf(tx, 'restriction', id);
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

  private change(
    tx: Transaction,
    principal: Principal,
    change: DirectiveChange,
    { id, residentId, reason }: Pick<RestrictionRow, 'id' | 'residentId' | 'reason'>,
    write: () => Promise<void>,
  ): Promise<ChangedCircumstance> {
    return this.recording.record(tx, principal, { change, id, residentId, detail: { restriction: id, reason } }, write);
  }
}
