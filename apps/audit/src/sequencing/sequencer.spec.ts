import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type LeaderConnection, type LeaderSql, openLeaderConnection } from '#libs/persistence';
import { createLog } from '#libs/telemetry';
import { checkLog } from '../testing/check-log.js';
import { eventually, openLogFixture, type LogFixture } from '../testing/log-fixture.js';
import { Sequencer } from './sequencer.js';
import { SignedSize } from './signed-size.js';
import { program } from '#libs/testing';

let fixture: LogFixture;
const stops: (() => Promise<unknown>)[] = [];

/** Fresh for each test of a group, or shared where tests only add. */
function useFixture(around: 'each' | 'group'): void {
  const [before, after] = around === 'each' ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(async () => {
    fixture = await openLogFixture();
  });
  afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())));
  after(() => fixture.close());
}

function start(connect: typeof openLeaderConnection = openLeaderConnection, safetyPollMs = 50): Sequencer {
  const sequencer = new Sequencer({
    databaseUrl: fixture.database.urlFor('audit_app'),
    connect,
    signer: fixture.signer,
    sizes: new SignedSize(fixture.marks),
    log: createLog({ app: 'audit', level: 'silent' }),
    intervalMs: 10,
    safetyPollMs,
    standbyMs: 20,
    batchLimit: 40,
  });
  sequencer.start();
  stops.push(() => sequencer.stop());
  return sequencer;
}

const drained = () =>
  eventually(
    'staging is empty',
    async () => (await fixture.app.query('SELECT 1 FROM audit.staging LIMIT 1')).rowCount === 0,
  );
/** So much waits at most: a writer without bound would fill the table for as long as a process takes to start. */
const KILLS = process.env.LONG ? 3 : 1;
const MOST_STAGED = 1_000;
const staged = async () =>
  Number((await fixture.app.query<{ n: string }>('SELECT count(*) AS n FROM audit.staging')).rows[0]!.n);
const headSize = async () =>
  Number((await fixture.app.query<{ size: string }>('SELECT size FROM audit.head')).rows[0]!.size);
const check = (ids: readonly string[]) => checkLog(fixture.app, fixture.signer, ids);

describe('the sequencer', () => {
  useFixture('each');

  it('signs the empty log first, so that there is always a checkpoint', async () => {
    start();
    await eventually(
      'checkpoint 0',
      async () => (await fixture.app.query('SELECT 1 FROM audit.checkpoint')).rowCount === 1,
    );
    expect(await check([])).toEqual([]);
  });

  it('moves what concurrent writers commit into one gapless log, and nothing that they roll back', async () => {
    start();
    const writers = Array.from({ length: 4 }, async () => {
      const ids: string[] = [];
      for (let round = 0; round < 10; round++) ids.push(...(await fixture.append(7)));
      return ids;
    });
    const ids = (await Promise.all(writers)).flat();
    await drained();
    expect(ids).toHaveLength(280);
    expect(await headSize()).toBe(280);
    expect(await check(ids)).toEqual([]);
  });

  it('hears of each entry, and need not look for any', async () => {
    const hours = 3_600_000;
    const sequencer = start(openLeaderConnection, hours);
    await eventually('it leads', () => sequencer.leading);
    for (let n = 1; n <= 3; n += 1) {
      await fixture.append(1);
      await eventually('it is in the log', async () => (await headSize()) === n);
    }
  });

  it('takes an entry whose transaction began long before others and committed after them', async () => {
    start();
    const slow = await fixture.admin.connect();
    await slow.query('BEGIN');
    const [late] = await stageWith(slow);
    const ids = await fixture.append(5);
    await drained();
    await slow.query('COMMIT');
    slow.release();
    await drained();
    expect(await check([...ids, late!])).toEqual([]);
    expect(await headSize()).toBe(6);
  });

  it('confirms an unchanged head, and refuses to go on from one that its tiles no longer lead to', async () => {
    const first = start();
    const ids = await fixture.append(3);
    await drained();
    await first.stop();
    await fixture.admin.query(`UPDATE audit.tile SET hashes = set_byte(hashes, 40, 255 - get_byte(hashes, 40))`);
    let connections = 0;
    start((...to) => {
      connections += 1;
      return openLeaderConnection(...to);
    });
    await fixture.append(1);
    await eventually('it failed and tried again', () => connections >= 2);
    expect(await headSize()).toBe(ids.length);
  });
});

describe('a database that is away', () => {
  useFixture('group');

  it('is waited for with back-off, and then nothing has been lost', async () => {
    let refusals = 0;
    const sequencer = start((...to) => {
      refusals += 1;
      if (refusals <= 3) return Promise.reject(new Error('connect ECONNREFUSED'));
      return openLeaderConnection(...to);
    });
    const ids = await fixture.append(5);
    expect(sequencer.leading).toBe(false);
    await drained();
    expect(refusals).toBe(4);
    expect(await check(ids)).toEqual([]);
  });

  it('does not keep a sequencer from stopping', async () => {
    const sequencer = start(() => Promise.reject(new Error('connect ECONNREFUSED')));
    await sequencer.stop();
    expect(sequencer.leading).toBe(false);
  });
});

describe('killing the sequencer', () => {
  useFixture('group');

  it('before any of its statements costs nothing', async () => {
    const ids: string[] = [];
    for (let statement = 1; statement <= 9; statement++) {
      ids.push(...(await fixture.append(30)));
      let killed = false;
      const doomed = start(async (...to): Promise<LeaderConnection> => {
        const { client, ...connection } = await openLeaderConnection(...to);
        let asked = 0;
        const query: LeaderSql['query'] = async (sql, values) => {
          asked += 1;
          if (asked === statement && !killed) {
            killed = true;
            await fixture.admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE application_name = 'audit-sequencer' AND datname = current_database()`);
          }
          return client.query(sql, values);
        };
        return { ...connection, client: { query } };
      });
      await eventually('the kill', () => killed);
      await drained();
      await doomed.stop();
      expect(await check(ids)).toEqual([]);
    }
  });

  it('inside extend_v1 costs nothing', async () => {
    const blocker = await fixture.admin.connect();
    const ids = await fixture.append(30);
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM audit.head FOR UPDATE');
    start();
    const waiting = `FROM pg_stat_activity WHERE application_name = 'audit-sequencer' AND wait_event_type = 'Lock'
      AND datname = current_database()`;
    await eventually('it waits', async () => (await fixture.admin.query(`SELECT 1 ${waiting}`)).rowCount === 1);
    await fixture.admin.query(`SELECT pg_terminate_backend(pid) ${waiting}`);
    await blocker.query('COMMIT');
    blocker.release();
    await drained();
    expect(await check(ids)).toEqual([]);
  });

  it('with kill -9, again and again under load, costs nothing', async () => {
    const ids: string[] = [];
    let writing = true;
    const writer = (async () => {
      while (writing) if ((await staged()) < MOST_STAGED) ids.push(...(await fixture.append(20)));
    })();
    for (let cycle = 0; cycle < KILLS; cycle++) {
      const child = await startProcess();
      const before = await headSize();
      await eventually('it sequences', async () => (await headSize()) > before + 100, 30_000);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    writing = false;
    await writer;
    start();
    await drained();
    expect(await check(ids)).toEqual([]);
  }, 90_000);
});

describe('two sequencers', () => {
  useFixture('group');

  it('never lead together; the second takes over when the first stops', async () => {
    const first = start();
    await eventually('the first leads', () => first.leading);
    const second = start();
    const ids = await fixture.append(50);
    await drained();
    expect(second.leading).toBe(false);
    await first.stop();
    await eventually('the second leads', () => second.leading);
    ids.push(...(await fixture.append(50)));
    await drained();
    expect(await check(ids)).toEqual([]);
  });

  it('survive a leader that hangs: the second takes over within seconds and the first cannot fork the log', async () => {
    const hung = await startProcess();
    hung.kill('SIGSTOP');
    const second = start();
    const ids = await fixture.append(10);
    await eventually('the second leads', () => second.leading, 12_000);
    await drained();
    hung.kill('SIGCONT');
    ids.push(...(await fixture.append(10)));
    await drained();
    expect(second.leading).toBe(true);
    expect(await check(ids)).toEqual([]);
  });
});

async function startProcess(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [
      program('apps/audit/src/testing/run-sequencer.ts'),
      fixture.database.urlFor('audit_app'),
      fixture.signerKey,
      fixture.marksFolder,
    ],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  stops.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  await once(child.stdout, 'data');
  return child;
}

async function stageWith(client: { query: (sql: string, values: unknown[]) => Promise<unknown> }): Promise<string[]> {
  const { sampleEntry } = await import('../testing/sample-entry.js');
  const entry = sampleEntry();
  await client.query('SELECT audit.append_v1($1::jsonb)', [JSON.stringify(entry)]);
  return [entry.id];
}
