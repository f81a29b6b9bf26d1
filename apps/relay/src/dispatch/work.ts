import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../keys/hot-database.js';

/** What is still owed: `offer` one record, `backfill` a resident's newest records, `sweep` what must no longer be opened. */
export interface Work {
  readonly id: string;
  readonly residentId: string;
  readonly kind: 'offer' | 'backfill' | 'sweep';
  readonly recordId: string | null;
  readonly attempts: number;
}

/** Only the first piece of a resident's work that is not held back by an earlier one: order per resident is kept. */
const DUE = {
  name: 'work-due',
  text: `SELECT w.id, w.resident_id AS "residentId", w.kind, w.record_id AS "recordId", w.attempts FROM relay.work w
    WHERE w.shard = ANY ($1::int[]) AND NOT EXISTS (SELECT 1 FROM relay.work p
      WHERE p.resident_id = w.resident_id AND p.seq <= w.seq AND p.not_before > clock_timestamp())
    ORDER BY w.id LIMIT $2`,
};
const DONE = { name: 'work-done', text: 'DELETE FROM relay.work WHERE id = ANY ($1::bigint[])' };
const END_REFUSED = { name: 'end-refused', text: 'SELECT relay.end_refused_v1($1)' };
const LATER = {
  name: 'work-later',
  text: `UPDATE relay.work SET attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => $2)
    WHERE id = $1::bigint`,
};

/** The dispatcher's queue. A row goes only when its work has taken effect, so work that dies half-way is done again. */
@Injectable()
export class WorkQueue {
  constructor(private readonly database: HotDatabase) {}

  async due(shards: readonly number[], limit: number): Promise<Work[]> {
    return (await this.database.pool.query<Work>({ ...DUE, values: [shards, limit] })).rows;
  }

  async done(work: readonly Work[]): Promise<void> {
    await this.database.pool.query({ ...DONE, values: [work.map((item) => item.id)] });
  }

  /** Before a backfill: deliveries that were refused at their opening give way to new ones. Idempotent. */
  async endRefused(residentId: string): Promise<void> {
    await this.database.pool.query({ ...END_REFUSED, values: [residentId] });
  }

  /** Puts work off; the resident's later work waits behind it, everybody else's goes on. */
  async later(work: Work, seconds: number): Promise<void> {
    await this.database.pool.query({ ...LATER, values: [work.id, seconds] });
  }
}
