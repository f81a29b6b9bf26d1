import { DomainError } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { ResolveResident } from '../resident/resolve-resident.js';
import { holdResidentOf } from '../storage/hold-resident.js';
import { momentSql } from '../storage/moment.js';
import { firstRow } from '../storage/transaction.js';
import { type ChangedCircumstance, RecordCircumstance } from '../trail/record-circumstance.js';

const FIND = `SELECT resident_id AS "residentId", agreement, ${momentSql('ends_at')} AS "endsAt", ended_by AS "endedBy"
  FROM consent.best_interests_decision WHERE id = $1 FOR UPDATE`;

interface Row {
  readonly residentId: string;
  readonly agreement: string;
  readonly endsAt: string;
  readonly endedBy: string | null;
}

/** Ends a best-interests decision at once: the resident, or anybody whom they or those who act for them tell. Idempotent. */
@Injectable()
export class EndBestInterests {
  constructor(
    private readonly work: UnitOfWork,
    private readonly residents: ResolveResident,
    private readonly recording: RecordCircumstance,
  ) {}

  end(principal: Principal, id: string, once: Once): Promise<ChangedCircumstance> {
    return this.work.stop((tx) =>
      once(tx, async () => {
        await holdResidentOf(tx, 'best_interests_decision', id);
        const row = await firstRow<Row>(tx, FIND, [id]);
        if (row === undefined || !(await this.residents.mayActFor(principal, row.residentId)))
          throw new DomainError('decision-not-found', 'there is no such decision here');
        const { residentId, agreement, endsAt, endedBy } = row;
        if (endedBy !== null) return { id, effectiveAt: endsAt };
        const change = { change: 'best-interests-ended' as const, id, residentId, detail: { decision: id }, agreement };
        const { effectiveAt } = await this.recording.record(tx, principal, change, async (at) => {
          const sql = `UPDATE consent.best_interests_decision SET ends_at = least(ends_at, $3), ended_by = $2 WHERE id = $1`;
          await tx.query(sql, [id, principal.id, at]);
        });
        // One that was over by itself stays so: a repeat, and the list, tell that time.
        return { id, effectiveAt: endsAt < effectiveAt ? endsAt : effectiveAt };
      }),
    );
  }
}
