import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import fc from 'fast-check';
import pg from 'pg';
import { directClient } from './connect.js';
import { hopefulProbe } from './faults/hopeful-probe.js';
import { DatabaseUnfit, requireWritable } from './require-writable.js';
import { SteadyClient } from './steady-client.js';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = directClient(database.adminUrl, 'spec');
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const BOUND_MS = 120;
function poolOf(max: number): pg.Pool {
  const connectionString = database.urlFor('consent_app');
  const pool = new pg.Pool({ connectionString, max, Client: SteadyClient, query_timeout: BOUND_MS });
  pool.on('error', () => undefined);
  return pool;
}

/** How a connection can end, or be as good as ended, at whichever end. */
const WAYS: Readonly<Record<string, (client: pg.PoolClient) => unknown>> = {
  terminated: (client) => admin.query('SELECT pg_terminate_backend($1)', [processOf(client)]),
  cancelled: (client) => admin.query('SELECT pg_cancel_backend($1)', [processOf(client)]),
  reset: (client) => streamOf(client).resetAndDestroy(),
  destroyed: (client) => streamOf(client).destroy(new Error('the cable is out')),
  halfClosed: (client) => streamOf(client).end(),
  silent: (client) => streamOf(client).pause(),
  twice: (client) => {
    streamOf(client).destroy(new Error('first'));
    (client as unknown as SteadyClient).emit('error', new Error('second'));
  },
};
const streamOf = (client: pg.PoolClient): import('node:net').Socket =>
  (client as never as pg.Client).connection.stream as import('node:net').Socket;
const processOf = (client: pg.PoolClient): unknown => (client as { processID?: number }).processID;

/** When it happens, in the life of a connection that is lent. */
const MOMENTS = ['idle', 'in a transaction', 'during a query', 'with queries behind'] as const;
const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(WAYS)), fc.constantFrom(...MOMENTS)), {
  minLength: 1,
  maxLength: 4,
});

async function suffer(pool: pg.Pool, way: string, moment: (typeof MOMENTS)[number]): Promise<void> {
  const client = await pool.connect();
  const asked: Promise<unknown>[] = [];
  if (moment === 'in a transaction') await client.query('BEGIN');
  if (moment === 'during a query' || moment === 'with queries behind') asked.push(client.query('SELECT pg_sleep(10)'));
  if (moment === 'with queries behind') asked.push(client.query('SELECT 1'));
  const settled = Promise.allSettled(asked);
  await WAYS[way]!(client);
  const ended = await settled;
  const last = await client.query('SELECT 2').then(
    () => undefined,
    (error: Error) => error,
  );
  for (const outcome of ended) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Error);
  // As a transaction does: what failed is not lent again.
  client.release(last ?? moment === 'in a transaction');
}

describe('connections that die in any way, at any moment', () => {
  it('cost their own queries alone: the pool answers after, and the process lives', async () => {
    const pool = poolOf(2);
    await fc.assert(
      fc.asyncProperty(steps, async (ways) => {
        await Promise.all(ways.map(([way, moment]) => suffer(pool, way, moment)));
        const { rows } = await pool.query<{ n: number }>('SELECT 3 AS n');
        expect(rows).toEqual([{ n: 3 }]);
      }),
      { numRuns: 12 },
    );
    expect(pool.waitingCount).toBe(0);
    await pool.end();
  }, 60_000);
});

/** What a database can be, by the setting that makes it so for this role. */
const STATES = {
  'read-only': ['default_transaction_read_only = on', 'default_transaction_read_only'],
  full: ["temp_file_limit = '0'", 'temp_file_limit'],
} as const;

/** Fit exactly where nothing is the matter, and of several troubles one is named. */
const toldRight = (probe: (pool: pg.Pool) => Promise<void>) =>
  fc.asyncProperty(fc.subarray(['read-only', 'full'] as const), fc.boolean(), async (troubles, isShut) => {
    const name = admin.escapeIdentifier(database.name);
    for (const trouble of troubles)
      await admin.query(`ALTER ROLE consent_app IN DATABASE ${name} SET ${STATES[trouble][0]}`);
    if (isShut) await admin.query(`ALTER DATABASE ${name} CONNECTION LIMIT 0`);
    const pool = poolOf(1);
    try {
      const found = await probe(pool).then(
        () => 'fit',
        (error: unknown) => (error instanceof DatabaseUnfit ? error.trouble : 'unnamed'),
      );
      expect(isShut ? ['away'] : troubles.length > 0 ? troubles : ['fit']).toContain(found);
    } finally {
      await pool.end();
      await admin.query(`ALTER ROLE consent_app IN DATABASE ${name} RESET ALL`);
      await admin.query(`ALTER DATABASE ${name} CONNECTION LIMIT -1`);
    }
  });

describe('a database in any of its states', () => {
  it('is told to be fit where it is, and else by a trouble that it has', () =>
    fc.assert(toldRight(requireWritable), { numRuns: 20 }));

  it('would be taken for fit by a probe that writes nothing', async () => {
    await expect(fc.assert(toldRight(hopefulProbe), { numRuns: 20 })).rejects.toThrow('Property failed');
  });
});
