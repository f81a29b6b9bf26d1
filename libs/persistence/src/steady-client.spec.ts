import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { connect, directClient, hotPool } from './connect.js';
import { OutcomeUnknown } from './outcome-unknown.js';
import { DatabaseUnfit, requireWritable } from './require-writable.js';
import { DatabaseSilent, SteadyClient } from './steady-client.js';
import { MemoryMarkStore } from './marks/testing/memory-mark-store.js';
import { UnitOfWork } from './unit-of-work.js';

let database: TestDatabase;
let admin: pg.Client;
let url: string;
beforeAll(async () => {
  database = await createTestDatabase();
  url = database.urlFor('consent_app');
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const cut = (): Promise<unknown> =>
  admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'consent_app' AND datname = current_database()`,
  );

/** Rejections are what a lost connection may bring; an event that nobody hears would end this process, and the spec. */
async function throughCuts(attempt: () => Promise<unknown>): Promise<unknown> {
  for (let round = 0; round < 12; round += 1) {
    const underWay = [1, 2, 3].map(() =>
      attempt().then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
    if (round % 3 !== 2) await Promise.race(underWay);
    await cut();
    for (const error of await Promise.all(underWay)) expect(error === undefined || error instanceof Error).toBe(true);
  }
  return attempt();
}

describe('connections that are cut all the time', () => {
  it('come back in a plain pool, also while one is held between two queries', async () => {
    const pool = hotPool(url, 'spec', () => undefined, 4);
    const held = async (): Promise<unknown> => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('BEGIN');
        await new Promise((resolve) => setImmediate(resolve));
        return await client.query('COMMIT');
      } catch (error) {
        broken = error as Error;
        throw error;
      } finally {
        client.release(broken);
      }
    };
    await expect(throughCuts(held)).resolves.toBeDefined();
    await pool.end();
  });

  it("come back in TypeORM's", async () => {
    const source = await connect({ url, schema: 'consent', entities: [], poolSize: 4 });
    const work = new UnitOfWork(source, new MemoryMarkStore());
    await expect(throughCuts(() => work.run((tx) => tx.query('SELECT 1')))).resolves.toBeDefined();
    await source.destroy();
  });

  it('would end the process with a plain client: once it is handed out, nobody listens', async () => {
    const listeners = async (Client: typeof pg.Client): Promise<number> => {
      const pool = new pg.Pool({ connectionString: url, max: 1, Client });
      const client = await pool.connect();
      const count = client.listenerCount('error');
      client.release();
      await pool.end();
      return count;
    };
    expect([await listeners(pg.Client), await listeners(SteadyClient)]).toEqual([0, 1]);
  });
});

describe('a database that says nothing', () => {
  it('is given up after the bound, with everything that waits behind', async () => {
    const client = directClient(url, 'spec', 150);
    await client.connect();
    const asked = [client.query('SELECT pg_sleep(30)'), client.query('SELECT 1')];
    for (const { reason } of (await Promise.allSettled(asked)) as PromiseRejectedResult[])
      expect(reason).toBeInstanceOf(DatabaseSilent);
    await expect(client.query('SELECT 1')).rejects.toThrow();
    await cut();
  });

  it('is waited for as long as each answer comes in time', async () => {
    const client = directClient(url, 'spec', 400);
    await client.connect();
    const answers = await Promise.all([1, 2, 3].map((n) => client.query(`SELECT ${n} AS n, pg_sleep(0.2)`)));
    expect(answers.map(({ rows }) => (rows[0] as { n: number }).n)).toEqual([1, 2, 3]);
    await client.end();
  });
});

describe('a commit whose answer is lost', () => {
  let source: DataSource;
  beforeAll(async () => {
    await admin.query(`
      CREATE TABLE consent.slow (id int);
      GRANT INSERT ON consent.slow TO consent_app;
      CREATE FUNCTION consent.dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NULL; END';
      GRANT EXECUTE ON FUNCTION consent.dawdle() TO consent_app;
      CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON consent.slow DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION consent.dawdle();`);
    source = await connect({ url, schema: 'consent', entities: [], poolSize: 2 });
  });
  afterAll(() => source.destroy());

  const committing = async (): Promise<void> => {
    const sql = `SELECT 1 FROM pg_stat_activity WHERE query = 'COMMIT' AND wait_event = 'PgSleep' AND datname = current_database()`;
    while ((await admin.query(sql)).rowCount === 0);
  };

  it.each([['run', false] as const, ['stop', true] as const])('says so (%s)', async (how, stops) => {
    const done = new UnitOfWork(source, new MemoryMarkStore())[how]((tx) =>
      tx.query('INSERT INTO consent.slow VALUES (1)'),
    );
    const refused = expect(done).rejects.toMatchObject({ name: OutcomeUnknown.prototype.constructor.name, stops });
    await committing();
    await cut();
    await refused;
  });

  it('is no doubt where the server itself refused, or before anything was written', async () => {
    const work = new UnitOfWork(source, new MemoryMarkStore());
    await expect(work.run((tx) => tx.query('INSERT INTO consent.nowhere VALUES (1)'))).rejects.not.toBeInstanceOf(
      OutcomeUnknown,
    );
    await admin.query('ALTER TABLE consent.slow ADD CHECK (id < 5)');
    await expect(work.run((tx) => tx.query('INSERT INTO consent.slow VALUES (9)'))).rejects.toMatchObject({
      code: '23514',
    });
  });
});

describe('a database that takes no writes', () => {
  it.each([
    ['read-only', 'default_transaction_read_only = on'],
    ['full', "temp_file_limit = '0'"],
  ])('is found before one fails, and found well again (%s)', async (trouble, setting) => {
    const name = admin.escapeIdentifier(database.name);
    await admin.query(`ALTER ROLE consent_app IN DATABASE ${name} SET ${setting}`);
    const [unfit, well] = [hotPool(url, 'spec', () => undefined, 1), hotPool(url, 'spec', () => undefined, 1)];
    await expect(requireWritable(unfit)).rejects.toMatchObject({ name: DatabaseUnfit.name, trouble });
    await admin.query(`ALTER ROLE consent_app IN DATABASE ${name} RESET ALL`);
    await expect(requireWritable(well)).resolves.toBeUndefined();
    await Promise.all([unfit.end(), well.end()]);
  });
});

describe('a server that asks for a password where none is set', () => {
  it('is told of as a wrong password is, by every kind of connection, and not waited for', async () => {
    const without = new URL(url);
    without.password = '';
    const pool = hotPool(without.href, 'spec', () => undefined, 1);
    const attempts = [
      () => directClient(without.href, 'spec').connect(),
      () => pool.query('SELECT 1'),
      () => connect({ url: without.href, schema: 'consent', entities: [] }),
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ code: '28P01', message: expect.stringContaining('consent_app') });
    await pool.end();
  });
});
