import { UnitOfWork, rowsOf } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { announce } from './announce.js';

/** Those whose moment has come, in the order of residents, which is the order of the streams that are published to. */
const BEGUN = `
  WITH begun AS (
    DELETE FROM policy.relationship_start s USING policy.relationship r
    WHERE s.relationship_id IN (SELECT n.relationship_id FROM policy.relationship_start n
        WHERE n.starts_at <= fence.domain_now() ORDER BY n.starts_at LIMIT 100)
      AND r.id = s.relationship_id
    RETURNING r.id, r.resident_id AS "residentId", r.ends_at)
  SELECT b.id, b."residentId" FROM begun b
  WHERE b.ends_at IS NULL OR b.ends_at > fence.domain_now() ORDER BY b."residentId", b.id`;

const NEXT = `
  SELECT ceil(extract(epoch FROM min(starts_at) - fence.domain_now()) * 1000)::float8 AS ms FROM policy.relationship_start`;

/**
 * Says `started` of a relationship that was recorded ahead, when it starts: only then does a decision count it, and what
 * was offered before would have been refused. One that ended before it began is never announced. Run by the leader.
 */
@Injectable()
export class AnnounceStarts {
  constructor(private readonly work: UnitOfWork) {}

  /** How many were said. */
  announce(): Promise<number> {
    return this.work.run(async (tx) => {
      const begun = rowsOf<{ id: string; residentId: string }>(await tx.query(BEGUN));
      for (const { id, residentId } of begun) {
        const data = { residentId, relationshipId: id, change: 'started' } as const;
        await announce(tx, data);
      }
      return begun.length;
    });
  }

  /** In how many milliseconds the next begins; Infinity where none is recorded ahead. */
  nextInMs(): Promise<number> {
    return this.work.run(async (tx) => rowsOf<{ ms: number | null }>(await tx.query(NEXT))[0]!.ms ?? Infinity);
  }
}
