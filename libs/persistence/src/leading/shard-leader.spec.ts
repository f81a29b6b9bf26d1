import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import { deafConnection } from './faults/deaf-connection.js';
import { openLeaderConnection } from './leader-connection.js';
import { ShardLeader } from './shard-leader.js';
import { AdvisoryShardLocks } from './shard-locks.js';

/** The dispatcher's, whose work asks through a pool and never over the leader's own session. */
const LOCK_CLASS = 0x647370;
const APPLICATION = 'spec-leader';

let database: TestDatabase;
let admin: pg.Pool;
let leader: ShardLeader | undefined;
let lines: string[];
let sessions: number;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
});
afterEach(() => leader?.stop());
afterAll(async () => {
  await admin.end();
  await database.drop();
});

function lead(connect = openLeaderConnection): ShardLeader {
  [lines, sessions] = [[], 0];
  const say = (_fields: object, message: string): void => void lines.push(message);
  leader = new ShardLeader({
    databaseUrl: database.urlFor('relay_app'),
    application: APPLICATION,
    shards: [0],
    locks: new AdvisoryShardLocks(LOCK_CLASS),
    log: { info: say, warn: say },
    standbyMs: 20,
    connect: (...to) => {
      sessions += 1;
      return connect(...to);
    },
    begin: () => () => Promise.resolve(false),
  });
  leader.start();
  return leader;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

const OWN = `FROM pg_stat_activity WHERE application_name = '${APPLICATION}'`;
const endSession = (): Promise<unknown> => admin.query(`SELECT pg_terminate_backend(pid) ${OWN}`);
const hasSession = async (): Promise<boolean> => (await admin.query(`SELECT 1 ${OWN}`)).rowCount === 1;

describe('a leader whose work never asks over its own session', () => {
  it('leads no more once that is lost, says so, and comes back with another', async () => {
    const led = lead();
    await until(() => led.leading);
    await endSession();
    await until(() => sessions === 2 && led.leading);
    expect(lines).toEqual([
      'leads these shards from now on',
      'background work waits: its session with the database is away. Nothing is lost, and it goes on by itself',
      'background work goes on',
    ]);
  });

  it('would lead on without its lock where nothing listens (seeded fault)', async () => {
    const led = lead(deafConnection);
    await until(() => led.leading);
    await endSession();
    await until(async () => !(await hasSession()));
    expect([led.leading, sessions]).toEqual([true, 1]);
  });
});
