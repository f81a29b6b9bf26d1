import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import { openLeaderConnection } from '../leading/leader-connection.js';
import { ShardLeader, type ShardLeaderOptions, type ShardWork } from '../leading/shard-leader.js';
import { AdvisoryShardLocks } from '../leading/shard-locks.js';
import { notifyAfterCommit } from './after-commit.js';
import { looksWhenTold } from './faults/looks-when-told.js';

/** The dispatcher's, whose channel this is, too. */
const LOCK_CLASS = 0x647370;
const APPLICATION = 'spec-listener';
const MINUTES = 600_000;

let database: TestDatabase;
let admin: pg.Pool;
let app: pg.Pool;
const leaders: ShardLeader[] = [];
let looks = 0;
let taken: number[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
  app = new pg.Pool({ connectionString: database.urlFor('relay_app'), max: 2 });
  await admin.query('CREATE SCHEMA spec; CREATE TABLE spec.thing (n int, due timestamptz)');
  await admin.query('GRANT USAGE ON SCHEMA spec TO relay_app; GRANT ALL ON spec.thing TO relay_app');
});
beforeEach(async () => {
  [looks, taken] = [0, []];
  await admin.query('DELETE FROM spec.thing');
});
afterEach(() => Promise.all(leaders.splice(0).map((leader) => leader.stop())));
afterAll(async () => {
  await Promise.all([app.end(), admin.end()]);
  await database.drop();
});

/** Takes what is due, and says when the next is. */
const take: ShardWork = async () => {
  const sql = 'DELETE FROM spec.thing WHERE due <= clock_timestamp() RETURNING n';
  const { rows } = await app.query<{ n: number }>(sql);
  looks += 1;
  taken.push(...rows.map(({ n }) => n));
  const next = 'SELECT extract(epoch FROM min(due) - clock_timestamp())::float8 * 1000 AS ms FROM spec.thing';
  const { ms } = (await app.query<{ ms: number | null }>(next)).rows[0]!;
  return rows.length > 0 || { dueInMs: ms ?? Infinity };
};

function lead(options: Partial<ShardLeaderOptions> = {}): ShardLeader {
  const leader = new ShardLeader({
    databaseUrl: database.urlFor('relay_app'),
    application: APPLICATION,
    shards: [0],
    locks: new AdvisoryShardLocks(LOCK_CLASS),
    log: { info: () => undefined, warn: () => undefined },
    channel: 'relay.work',
    ...{ longestPollMs: MINUTES, safetyPollMs: MINUTES, standbyMs: 20 },
    begin: () => take,
    ...options,
  });
  leaders.push(leader);
  leader.start();
  return leader;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** By somebody who dies before they tell of it. */
const put = (n: number, inMs = 0): Promise<unknown> =>
  admin.query(`INSERT INTO spec.thing VALUES ($1, clock_timestamp() + make_interval(secs => $2))`, [n, inMs / 1_000]);
const cut = (): Promise<unknown> =>
  admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${APPLICATION}'`);

describe('a leader that listens', () => {
  it('looks once a notification comes, and not before', async () => {
    lead();
    await until(() => looks === 1);
    await put(1);
    expect(looks).toBe(1);
    notifyAfterCommit(app, 'relay.work');
    await until(() => taken.includes(1));
  });

  it('looks when the next falls due, without being told', async () => {
    await put(1, 60);
    lead();
    await until(() => taken.includes(1));
    expect(looks).toBeLessThanOrEqual(4);
  });

  it('finds by itself, late, what nobody told of', async () => {
    lead({ safetyPollMs: 40 });
    await until(() => looks > 0);
    await put(1);
    await until(() => taken.includes(1));
  });

  it('polls as ever where notifications do not reach it', async () => {
    const deaf: typeof openLeaderConnection = async (...to) => ({
      ...(await openLeaderConnection(...to)),
      listen: () => Promise.resolve(),
    });
    lead({ connect: deaf, longestPollMs: 20 });
    await until(() => looks > 0);
    await put(1);
    await until(() => taken.includes(1));
  });

  it('is told by another’s kick, of work that is its own', async () => {
    const first = lead();
    await until(() => first.leading && looks > 0);
    let sessions = 0;
    const connect: typeof openLeaderConnection = async (...to) => {
      const connection = await openLeaderConnection(...to);
      const listen: typeof connection.listen = async (...heard) => {
        await connection.listen(...heard);
        sessions += 1;
      };
      return { ...connection, listen };
    };
    const second = lead({ connect });
    await until(() => sessions === 1);
    await put(1);
    second.kick();
    await until(() => taken.includes(1));
    expect(second.leading).toBe(false);
  });

  it('looks after it lost its session: what was told meanwhile is not lost; one that waits to be told misses it', async () => {
    for (const [finds, begin] of [
      [true, () => take],
      [false, () => looksWhenTold(take)],
    ] as const) {
      let open = true;
      const connect: typeof openLeaderConnection = async (...to) => {
        await until(() => open);
        return openLeaderConnection(...to);
      };
      const leader = lead({ connect, begin });
      await until(() => leader.leading);
      open = false;
      await cut();
      await until(() => !leader.leading);
      await put(1);
      notifyAfterCommit(app, 'relay.work');
      await heardByAll();
      open = true;
      await until(() => leader.leading);
      if (finds) await until(() => taken.includes(1));
      else await heardByAll();
      expect(taken.includes(1)).toBe(finds);
      await leader.stop();
      taken = [];
    }
  });

  it('stops at once', async () => {
    const leader = lead();
    await until(() => looks === 1);
    await leader.stop();
    expect(leader.leading).toBe(false);
  });
});

/** Notifications arrive in the order of their commits: so by now has every one that was sent before. */
async function heardByAll(): Promise<void> {
  const listener = new pg.Client({ connectionString: database.adminUrl });
  await listener.connect();
  const told = new Promise((resolve) => listener.once('notification', resolve));
  await listener.query(`LISTEN spec; SELECT pg_notify('spec', '')`);
  await told;
  await listener.end();
}
