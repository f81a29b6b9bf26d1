import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PoolTransactions } from '#libs/persistence';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { eventText as event, HandSource } from '../testing/hand-source.js';
import { ConsumerRunner, type ConsumerOptions } from './consumer-runner.js';

describe('ConsumerRunner', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let source: HandSource;
  let applied: string[];
  let refuse: (id: string) => Error | undefined;
  let runner: ConsumerRunner<pg.PoolClient>;
  let group = 0;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.urlFor('relay_app') });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  beforeEach(() => {
    [applied, refuse, source, group] = [[], () => undefined, new HandSource(), group + 1];
    runner = start();
  });
  afterEach(() => runner.stop());

  function start(rest: Partial<ConsumerOptions<pg.PoolClient>> = {}): ConsumerRunner<pg.PoolClient> {
    const made = new ConsumerRunner<pg.PoolClient>({
      group: `g${group}`,
      source,
      transactions: new PoolTransactions(pool),
      handlers: {
        'x.y.v1': async ({ id }) => {
          const error = refuse(id);
          if (error) throw error;
          applied.push(id);
        },
      },
      ...rest,
    });
    made.start();
    return made;
  }

  it('applies in order, skips repeats and passes over types that it does not know', async () => {
    await source.give(event('a', 1), event('a', 2, 'un.known.v1'), event('b', 1), event('a', 1));
    await source.give(event('a', 2), event('a', 3));
    expect(applied).toEqual(['a-1', 'b-1', 'a-3']);
    expect(source.settled).toBe(5n);
  });

  it('parks behind a gap and closes it by itself when the missing event comes', async () => {
    await source.give(event('a', 1), event('a', 3), event('a', 4), event('b', 1), event('a', 6));
    expect(applied).toEqual(['a-1', 'b-1']);
    await source.give(event('a', 2));
    expect(applied).toEqual(['a-1', 'b-1', 'a-2', 'a-3', 'a-4']);
    expect(await runner.parked()).toMatchObject([{ stream: 'a', parking: 'gap', nextSeq: 5n, stored: 1 }]);
    expect(await runner.releaseWithoutNext('a', 5n)).toEqual({ applied: 1, parked: null });
    expect(applied.at(-1)).toBe('a-6');
  });

  it('parks the stream of a refused event, under its code alone, and gives it up on request', async () => {
    refuse = (id) =>
      id === 'a-2' ? Object.assign(new Error('text with content'), { code: 'content-invalid' }) : undefined;
    await source.give(event('a', 1), event('a', 2), event('b', 1), event('a', 3), event('b', 2));
    expect(applied.filter((id) => id.startsWith('b'))).toContain('b-2');
    expect(await runner.parked()).toMatchObject([
      { stream: 'a', parking: 'poison', code: 'content-invalid', nextSeq: 2n, stored: 2 },
    ]);
    expect(await runner.releaseParked('a')).toEqual({ applied: 0, parked: 'poison' });
    expect(await runner.releaseWithoutNext('a', 99n)).toEqual({ applied: 0, parked: 'poison' });
    expect(await runner.releaseWithoutNext('a', 2n)).toEqual({ applied: 1, parked: null });
    await source.give(event('a', 4));
    expect(applied.filter((id) => id.startsWith('a')).slice(-2)).toEqual(['a-3', 'a-4']);
  });

  it('tries again after a lost race, more often than after a refusal', async () => {
    let races = 0;
    refuse = () => ((races += 1) <= 6 ? Object.assign(new Error('deadlock detected'), { code: '40P01' }) : undefined);
    await source.give(event('a', 1));
    expect(applied).toEqual(['a-1']);
    expect(await runner.parked()).toEqual([]);
  });

  it('keeps what is not an event aside and goes on', async () => {
    await source.give('{"specversion":"1.0"}', event('a', 1), 'junk');
    expect(applied).toEqual(['a-1']);
    const { rows } = await pool.query(
      'SELECT reason, value FROM messaging.unreadable_message WHERE consumer_group = $1 ORDER BY log_offset',
      [`g${group}`],
    );
    expect(rows.map((row: { reason: string }) => row.reason)).toEqual(['attribute id is missing', 'not JSON']);
    expect(source.settled).toBe(2n);
  });

  it.each([
    ['by TCP', { code: 'ECONNREFUSED' }],
    ['by its socket', { code: 'ENOENT', syscall: 'connect' }],
  ])('waits for a database that is away (%s) without holding it against the event', async (_how, refusal) => {
    let away = 4;
    const real = new PoolTransactions(pool);
    const lines: string[] = [];
    runner = start({
      transactions: {
        run: (work) =>
          (away -= 1) > 0 ? Promise.reject(Object.assign(new Error('connect'), refusal)) : real.run(work),
      },
      log: {
        info: (_f, text) => void lines.push(text),
        warn: (_f, text) => void lines.push(text),
        error: (_f, text) => void lines.push(text),
      },
    });
    await source.give(event('a', 1));
    expect(applied).toEqual(['a-1']);
    expect(lines).toEqual([
      'consuming waits: the database is away',
      'consuming waits: the database is away',
      'the database answers again; consuming goes on',
    ]);
  });

  it('waits as long for a connection, and says no more than that none came: the busy one may be itself', async () => {
    const own = new pg.Pool({ connectionString: database.urlFor('relay_app'), max: 1 });
    const busy = await own.connect();
    own.options.connectionTimeoutMillis = 1;
    const lines: string[] = [];
    runner = start({
      transactions: new PoolTransactions(own),
      log: {
        info: (_f, text) => void lines.push(text),
        warn: (_f, text) => {
          lines.push(text);
          busy.release();
        },
        error: (_f, text) => void lines.push(text),
      },
    });
    await source.give(event('a', 1));
    await own.end();
    expect(applied).toEqual(['a-1']);
    expect(lines).toEqual([
      'consuming waits: no connection to the database came about in time',
      'the database answers again; consuming goes on',
    ]);
  });

  it('leaves the rest alone when it is stopped in the middle', async () => {
    refuse = () => {
      void runner.stop();
      return Object.assign(new Error('deadlock detected'), { code: '40P01' });
    };
    await source.give(event('a', 1), event('a', 2));
    expect([applied, source.settled]).toEqual([[], -1n]);
  });
});
