import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { connect } from '../connect.js';
import { MemoryMarkStore } from '../marks/testing/memory-mark-store.js';
import { PoolTransactions } from '../pool-transactions.js';
import { UnitOfWork } from '../unit-of-work.js';
import { notifyAfterCommit } from './after-commit.js';
import { NotifiesInside } from './faults/notifies-inside.js';
import { TellsEach } from './faults/tells-each.js';
import { Notifications } from './notifications.js';

let database: TestDatabase;
let admin: pg.Pool;
let listener: pg.Client;
let source: DataSource;
let heard: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
  await admin.query('CREATE SCHEMA spec; CREATE TABLE spec.thing (n int)');
  await admin.query('GRANT USAGE ON SCHEMA spec TO policy_app; GRANT INSERT ON spec.thing TO policy_app');
  source = await connect({ url: database.urlFor('policy_app'), schema: 'policy', entities: [], poolSize: 2 });
  listener = new pg.Client({ connectionString: database.urlFor('policy_app') });
  await listener.connect();
  listener.on('notification', ({ channel }) => heard.push(channel));
  await listener.query('LISTEN "policy.due"; LISTEN "policy.simulation"');
});
afterAll(async () => {
  await Promise.all([source.destroy(), listener.end(), admin.end()]);
  await database.drop();
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** What was sent before this is heard by then: notifications come in the order of their commits. */
async function heardSince(work: () => unknown): Promise<string[]> {
  heard = [];
  await work();
  await admin.query(`SELECT pg_notify('policy.simulation', '')`);
  await until(() => heard.includes('policy.simulation'));
  return heard.filter((channel) => channel !== 'policy.simulation');
}

const add = (work: UnitOfWork): Promise<void> =>
  work.run(async (tx) => {
    await tx.query('INSERT INTO spec.thing VALUES (1)');
    notifyAfterCommit(tx, 'policy.due');
    notifyAfterCommit(tx, 'policy.due');
  });
const things = async (): Promise<number> => (await admin.query('SELECT FROM spec.thing')).rowCount!;

describe('a notification', () => {
  it('follows the commit, one for all that a transaction has to tell, and no transaction that fails', async () => {
    const work = new UnitOfWork(source, new MemoryMarkStore());
    heard = [];
    await add(work);
    await until(() => heard.length > 0);
    expect(heard).toEqual(['policy.due']);
    const failing = work.run((tx) => {
      notifyAfterCommit(tx, 'policy.due');
      return Promise.reject(new Error('thought better of it'));
    });
    expect(await heardSince(() => expect(failing).rejects.toThrow('thought better'))).toEqual([]);
  });

  it('follows the commit of a transaction over a pool, and a pool’s own statement', async () => {
    const [pool, other] = [1, 2].map(() => new pg.Pool({ connectionString: database.urlFor('policy_app'), max: 2 }));
    heard = [];
    await new PoolTransactions(pool!).run(async (tx) => {
      notifyAfterCommit(tx, 'policy.due');
      await tx.query('SELECT 1');
    });
    await until(() => heard.length === 1);
    notifyAfterCommit(other!, 'policy.due');
    await until(() => heard.length === 2);
    await Promise.all([pool!.end(), other!.end()]);
  });

  it('that cannot be sent takes nothing from the change; inside the transaction it would', async () => {
    const before = await things();
    await admin.query('REVOKE EXECUTE ON FUNCTION pg_notify(text, text) FROM PUBLIC');
    try {
      await add(new UnitOfWork(source, new MemoryMarkStore()));
      expect(await things()).toBe(before + 1);
      await expect(add(new NotifiesInside(source, new MemoryMarkStore()))).rejects.toThrow('permission denied');
      expect(await things()).toBe(before + 1);
    } finally {
      await admin.query('GRANT EXECUTE ON FUNCTION pg_notify(text, text) TO PUBLIC');
    }
  });

  it('tells of all that came while one was on its way', async () => {
    const tell = async (by: Pick<Notifications, 'notify'>): Promise<number> => {
      for (let n = 0; n < 100; n += 1) by.notify('policy.due');
      await until(() => heard.length > 1);
      return heard.length;
    };
    heard = [];
    expect(await tell(new Notifications(admin))).toBe(2);
    heard = [];
    expect((await tell(new TellsEach(admin))) + (await heardSince(() => undefined)).length).toBeGreaterThan(2);
  });

  it('fails nobody where its pool has ended', async () => {
    const pool = new pg.Pool({ connectionString: database.urlFor('policy_app') });
    await pool.end();
    expect(await heardSince(() => notifyAfterCommit(pool, 'policy.due'))).toEqual([]);
  });
});
