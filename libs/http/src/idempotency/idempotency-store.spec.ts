import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { idempotencyConformance } from '../testing/idempotency-conformance.js';
import { MemoryIdempotencyStore } from '../testing/memory-idempotency-store.js';
import { PgIdempotencyStore } from './pg-idempotency-store.js';

describe('the fake of the idempotency store', () => {
  const store = new MemoryIdempotencyStore();
  idempotencyConformance(() => store);
});

describe('the idempotency store in PostgreSQL', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let store: PgIdempotencyStore;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.urlFor('consent_app'), max: 6 });
    store = new PgIdempotencyStore(pool, 'consent');
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  idempotencyConformance(() => store);

  it('hands an abandoned claim to the same request once its lease has ended, and to one of many', async () => {
    const keyed = { principal: randomUUID(), key: 'k', fingerprint: Buffer.alloc(32, 1) };
    await store.claim(keyed);
    await pool.query(
      `UPDATE consent.idempotency SET created_at = created_at - interval '61 seconds' WHERE principal = $1`,
      [keyed.principal],
    );
    expect(await store.claim({ ...keyed, fingerprint: Buffer.alloc(32, 2) })).toEqual({ state: 'other-request' });
    const claims = await Promise.all(Array.from({ length: 5 }, () => store.claim(keyed)));
    expect(claims.filter((claim) => claim.state === 'claimed')).toHaveLength(1);
  });

  it('says how long the lease of a claim still runs', async () => {
    const keyed = { principal: randomUUID(), key: 'k', fingerprint: Buffer.alloc(32, 1) };
    await store.claim(keyed);
    for (const [age, least, most] of [
      [20, 38, 40],
      [59, 1, 1],
    ] as const) {
      const sql = `UPDATE consent.idempotency SET created_at = fence.domain_now() - make_interval(secs => $2) WHERE principal = $1`;
      await pool.query(sql, [keyed.principal, age]);
      const { leaseSeconds } = (await store.claim(keyed)) as { leaseSeconds: number };
      expect([leaseSeconds >= least, leaseSeconds <= most]).toEqual([true, true]);
    }
  });

  it('commits an answer with its work, and answers whoever waits for that alike', async () => {
    const request = { principal: randomUUID(), key: 'k', fingerprint: Buffer.alloc(32, 1) };
    await store.claim(request);
    let runs = 0;
    const work = async (): Promise<{ run: number }> => ({ run: (runs += 1) });
    const inOne = async (end: 'COMMIT' | 'ROLLBACK'): Promise<unknown> => {
      const client = await pool.connect();
      const tx = { query: async (sql: string, values: unknown[]) => (await client.query<object>(sql, values)).rows };
      try {
        await client.query('BEGIN');
        const done = await store.once(tx, { request, status: 201 }, work);
        await client.query(end);
        return done;
      } finally {
        client.release();
      }
    };
    expect(await inOne('ROLLBACK')).toEqual({ run: 1 });
    expect(await store.claim(request)).toMatchObject({ state: 'in-flight' });
    expect(await Promise.all([inOne('COMMIT'), inOne('COMMIT'), inOne('COMMIT')])).toEqual(
      Array.from({ length: 3 }, () => ({ run: 2 })),
    );
    expect(await store.claim(request)).toEqual({ state: 'answered', answer: { status: 201, body: { run: 2 } } });
  });
});
