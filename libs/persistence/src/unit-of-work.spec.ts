import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, program, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { connect } from './connect.js';
import { BeginsOnce } from './faults/begins-once.js';
import { IdleUnitOfWork } from './faults/idle-unit-of-work.js';
import type { Mark } from './marks/mark-store.js';
import { MemoryMarkStore } from './marks/testing/memory-mark-store.js';
import { RESIDENT_JOINED, UnitOfWork } from './unit-of-work.js';

let database: TestDatabase;
let admin: pg.Client;
let source: DataSource;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  source = await connect({ url: database.urlFor('consent_app'), schema: 'consent', entities: [], poolSize: 4 });
});
afterAll(async () => {
  await Promise.all([source.destroy(), admin.end()]);
  await database.drop();
});

/** A disk that takes longer than a transaction may be idle. */
class SlowDisk extends MemoryMarkStore {
  override async leave(mark: Mark): Promise<void> {
    await after(900);
    await super.leave(mark);
  }
}

const resident = randomUUID();
const changeBy = (work: UnitOfWork): Promise<void> =>
  work.run(async (tx) => {
    await tx.query('SELECT 1');
    await work.mark(tx, `resident:${resident}`);
  });
const committed = async (): Promise<number | null> =>
  (await admin.query('SELECT 1 FROM fence.mark WHERE things = $1', [[`resident:${resident}`]])).rowCount;

describe('a mark', () => {
  it('may take longer than a transaction may be idle', async () => {
    await changeBy(new UnitOfWork(source, new SlowDisk()));
    expect(await committed()).toBe(1);
  });

  it('would be lost to a slow disk if nothing was said meanwhile, with what it is for', async () => {
    await expect(changeBy(new IdleUnitOfWork(source, new SlowDisk()))).rejects.toThrow();
    expect(await committed()).toBe(1);
  });

  it('says why it could not be left', async () => {
    const full = new MemoryMarkStore();
    full.leave = async () => {
      await after(300);
      throw new Error('no space left');
    };
    await expect(changeBy(new UnitOfWork(source, full))).rejects.toThrow('no space left');
  });
});

describe('work about somebody who is joined to another meanwhile', () => {
  const ways = ['run', 'stop'] as const;
  const trying = async (way: (typeof ways)[number], code: string, failures: number): Promise<number> => {
    let rounds = 0;
    await new UnitOfWork(source, new MemoryMarkStore())
      [way](async (tx) => {
        rounds += 1;
        const raise = `DO $$ BEGIN RAISE EXCEPTION 'joined' USING ERRCODE = '${code}'; END $$`;
        if (rounds <= failures) await tx.query(raise);
      })
      .catch((error: { code: string }) => expect(error.code).toBe(code));
    return rounds;
  };

  it.each(ways)('looks again: %s', async (way) => expect(await trying(way, RESIDENT_JOINED, 2)).toBe(3));

  it('and not for ever', async () => expect(await trying('run', RESIDENT_JOINED, 1000)).toBe(20));

  it('nor for another refusal', async () => expect(await trying('run', '55000', 1)).toBe(1));
});

describe('a process that stands still between the two statements that begin a transaction', () => {
  /** The server ends it there, so many times. */
  const standingStill = async <T>(times: number, during: () => Promise<T>): Promise<T> => {
    const create = source.createQueryRunner.bind(source);
    let left = times;
    source.createQueryRunner = (mode) => {
      const runner = create(mode);
      const query = runner.query.bind(runner) as (...asked: unknown[]) => Promise<unknown>;
      runner.query = (async (...asked: unknown[]) => {
        if (String(asked[0]).startsWith('SET TRANSACTION') && (left -= 1) >= 0) {
          const client = (await runner.connect()) as pg.Client & { processID: number };
          const ended = new Promise((resolve) => client.once('end', resolve));
          await admin.query('SELECT pg_terminate_backend($1)', [client.processID]);
          await ended;
        }
        return query(...asked);
      }) as typeof runner.query;
      return runner;
    };
    try {
      return await during();
    } finally {
      source.createQueryRunner = create;
    }
  };
  const ways = ['run', 'stop'] as const;
  const rounds = async (work: UnitOfWork, way: (typeof ways)[number]): Promise<number> => {
    let begun = 0;
    await work[way](async (tx) => {
      begun += 1;
      await tx.query('SELECT 1');
    });
    return begun;
  };

  it.each(ways)('begins anew: %s', async (way) => {
    const work = new UnitOfWork(source, new MemoryMarkStore());
    expect(await standingStill(3, () => rounds(work, way))).toBe(1);
  });

  it('and not for ever', async () => {
    const work = new UnitOfWork(source, new MemoryMarkStore());
    await expect(standingStill(9, () => rounds(work, 'run'))).rejects.toThrow(/released/);
  });

  it('would say that something is away, if it began only once', async () => {
    const work = new BeginsOnce(source, new MemoryMarkStore());
    await expect(standingStill(1, () => rounds(work, 'run'))).rejects.toThrow(/released/);
  });
});

describe('a stop', () => {
  it('is done by a process that stood still in the middle of it, once it goes on', async () => {
    const work = new UnitOfWork(source, new MemoryMarkStore());
    let rounds = 0;
    const stood = await work.stop(async (tx) => {
      const [backend] = (await tx.query('SELECT pg_backend_pid() AS pid')) as { pid: number }[];
      rounds += 1;
      if (rounds === 1) {
        await admin.query('SELECT pg_terminate_backend($1, 2000)', [backend!.pid]);
        await tx.query('SELECT 1');
      }
      return rounds;
    });
    expect(stood).toBe(2);
  });

  it('does not wait for a process that was stopped while it held a lock', async () => {
    const key = '4711';
    const holder = fork(
      program('libs/persistence/src/testing/waiting-process.ts'),
      [database.urlFor('consent_app'), key],
      {
        execArgv: [],
        env: { ...process.env, NODE_OPTIONS: '' },
      },
    );
    const gone = once(holder, 'exit');
    try {
      await once(holder, 'message');
      holder.kill('SIGSTOP');
      const work = new UnitOfWork(source, new MemoryMarkStore());
      await expect(work.stop((tx) => tx.query(`SELECT fence.hold_v1('birth', $1)`, [key]))).resolves.toHaveLength(1);
    } finally {
      holder.kill('SIGKILL');
      await gone;
    }
  }, 20_000);
});
