import { DomainError } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { Channel } from '../directive/directive.row.js';
import { ResolveResident } from '../resident/resolve-resident.js';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import { holdResident, holdResidentOf } from '../storage/hold-resident.js';
import { momentSql } from '../storage/moment.js';
import { firstRow } from '../storage/transaction.js';
import { type ChangedCircumstance, RecordCircumstance } from '../trail/record-circumstance.js';

const STANDING = `SELECT id, ${momentSql('starts_at')} AS "startsAt" FROM consent.opt_out
  WHERE resident_id = $1 AND (ends_at IS NULL OR id = $2) LIMIT 1`;
const FIND = `SELECT resident_id AS "residentId", ${momentSql('ends_at')} AS "endsAt" FROM consent.opt_out
  WHERE id = $1 FOR UPDATE`;

/**
 * The national data opt-out (domain 1.8): the resident's data is not used for research and planning. Recorded by them or by
 * any member of staff whom they tell, alone and at once; ended by the resident alone, with their own sign-in (domain 1.15).
 * Both are idempotent, and care goes on as before.
 */
@Injectable()
export class ChangeOptOut {
  constructor(
    private readonly work: UnitOfWork,
    private readonly residents: ResolveResident,
    private readonly recording: RecordCircumstance,
  ) {}

  /** A resident who has opted out already stays so, and that is answered as the same. */
  set(
    principal: Principal,
    { id, channel, ...said }: { readonly id: string; readonly residentId: string; readonly channel: Channel },
    once: Once,
  ): Promise<ChangedCircumstance> {
    return this.work.stop((tx) =>
      once(tx, async () => {
        const residentId = await whoTheyAreNow(tx, said.residentId);
        await holdResident(tx, residentId);
        const standing = await firstRow<{ id: string; startsAt: string }>(tx, STANDING, [residentId, id]);
        if (standing !== undefined) return { id: standing.id, effectiveAt: standing.startsAt };
        const change = { change: 'opted-out' as const, id, residentId, detail: { optOut: id, channel } };
        return this.recording.record(tx, principal, change, async (at) => {
          const sql = `INSERT INTO consent.opt_out (id, resident_id, channel, recorded_by, starts_at)
                       VALUES ($1, $2, $3, $4, $5)`;
          await tx.query(sql, [id, residentId, channel, principal.id, at]);
        });
      }),
    );
  }

  end(principal: Principal, id: string): Promise<ChangedCircumstance> {
    return this.work.run(async (tx) => {
      await holdResidentOf(tx, 'opt_out', id);
      const row = await firstRow<{ residentId: string; endsAt: string | null }>(tx, FIND, [id]);
      if (row === undefined || !(await this.residents.mayActFor(principal, row.residentId)))
        throw new DomainError('opt-out-not-found', 'there is no such opt-out here');
      const { residentId, endsAt } = row;
      if (endsAt !== null) return { id, effectiveAt: endsAt };
      const change = { change: 'opt-out-ended' as const, id, residentId, detail: { optOut: id } };
      return this.recording.record(tx, principal, change, async (at) => {
        const sql = 'UPDATE consent.opt_out SET ends_at = $3, ended_by = $2 WHERE id = $1';
        await tx.query(sql, [id, principal.id, at]);
      });
    });
  }
}
