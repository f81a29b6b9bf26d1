import type { DecisionRequest } from '#libs/domain';
import { gatherFacts, type PreparedSql, type Facts } from '#libs/pdp';
import type pg from 'pg';

/** Mistakes that a discloser's own code could make; the others are seeded in SQL. */
export type DiscloserFlaw = 'cached-facts' | 'repeatable-read' | 'uncompared-facts';

const CACHED_FOR_MS = 500;

export type Gather = (sql: PreparedSql, requests: readonly DecisionRequest[], moved: boolean) => Promise<Facts[]>;

/** Facts from a cache, epochs fresh: the fence then compares epochs that the facts do not belong to. */
export function cachedFacts(): Gather {
  const cache = new Map<string, { until: number; facts: Facts }>();
  return async (sql, requests) => {
    const fresh = await gatherFacts(sql, requests);
    return fresh.map((facts, at) => {
      const key = JSON.stringify(requests[at]);
      const known = cache.get(key);
      if (known && known.until > Date.now()) return { ...known.facts, epochs: facts.epochs };
      cache.set(key, { until: Date.now() + CACHED_FOR_MS, facts });
      return facts;
    });
  };
}

/** Kept facts whose comparison was left out: each names whatever epochs stand when it is asked for. */
export function uncomparedFacts(kept: (requests: readonly DecisionRequest[]) => Promise<Facts[]>): Gather {
  return async (sql, requests) => {
    const [facts, now] = [await kept(requests), await gatherFacts(sql, requests)];
    return facts.map((each, at) => ({ ...each, epochs: now[at]!.epochs, now: now[at]!.now }));
  };
}

/** Gathers and discloses in one unit of work with one snapshot, as an ORM's transaction would. */
export async function inRepeatableRead<T>(pool: pg.Pool, work: (sql: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
