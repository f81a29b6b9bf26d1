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
});
