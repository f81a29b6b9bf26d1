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

/**
 * Only work that is not held back by an earlier piece of the same resident: order per resident is kept. By one moment for all
 * rows: were the hour of a piece to come between two of them, what stands behind it would be taken without it.
 */
const DUE = {
  name: 'work-due',
  text: `SELECT w.id, w.resident_id AS "residentId", w.kind, w.record_id AS "recordId", w.attempts FROM relay.work w
    WHERE w.shard = ANY ($1::int[]) AND NOT EXISTS (SELECT 1 FROM relay.work p
      WHERE p.resident_id = w.resident_id AND p.seq <= w.seq AND p.not_before > statement_timestamp())
    ORDER BY w.id LIMIT $2`,
};
const NEXT = {
  name: 'work-next',
  text: `SELECT ceil(extract(epoch FROM min(w.not_before) - statement_timestamp()) * 1000)::float8 AS ms FROM relay.work w
    WHERE w.shard = ANY ($1::int[]) AND w.not_before > statement_timestamp()`,
};
/** A back-fill up to the next sweep only: what that one ends makes room for what comes after it. */
const BEHIND = {
  name: 'work-behind',
  text: `SELECT l.id FROM relay.work w
      CROSS JOIN LATERAL (SELECT min(s.seq) AS seq FROM relay.work s
        WHERE w.kind = 'backfill' AND s.resident_id = w.resident_id AND s.seq > w.seq AND s.kind = 'sweep') AS next
      JOIN relay.work l ON l.resident_id = w.resident_id AND l.kind = w.kind AND l.seq > w.seq
    WHERE w.id = $1::bigint AND w.kind <> 'offer' AND (next.seq IS NULL OR l.seq < next.seq)`,
};
/** Where another had ended the work itself, it may have begun before what stands behind was queued. */
const DONE = {
  name: 'work-done',
  text: `WITH own AS (DELETE FROM relay.work WHERE id = ANY ($1::bigint[]) RETURNING id)
    DELETE FROM relay.work WHERE id = ANY ($2::bigint[]) AND EXISTS (SELECT 1 FROM own)`,
};
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

  /** In how many milliseconds the first piece that was put off is due again; Infinity where none is. */
  async nextInMs(shards: readonly number[]): Promise<number> {
    const { rows } = await this.database.pool.query<{ ms: number | null }>({ ...NEXT, values: [shards] });
    return rows[0]!.ms ?? Infinity;
  }

  /**
   * The resident's later work that a sweep or back-fill does as well, if it begins after this was read: each decides on facts of
   * when it runs, and what these are for had committed before they were queued. However often somebody changes their mind
   * while it waits, it is done once; and where the first stands, so that none who goes on changing puts it off.
   */
  async behind(work: Work): Promise<string[]> {
    if (work.kind === 'offer') return [];
    const { rows } = await this.database.pool.query<{ id: string }>({ ...BEHIND, values: [work.id] });
    return rows.map(({ id }) => id);
  }

  /** With what was behind it, unless the work itself was gone. */
  async done(work: readonly Work[], behind: readonly string[] = []): Promise<void> {
    await this.database.pool.query({ ...DONE, values: [work.map((item) => item.id), behind] });
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
