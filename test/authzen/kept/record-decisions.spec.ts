import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { parseInstant } from '#libs/domain';
import { createTestDatabase, type TestDatabase, rewrite } from '#libs/testing';
import { eventually } from '../../../apps/policy/src/testing/eventually.js';
import { standingItem, type StandingItem } from './standing-item.js';

let database: TestDatabase;
let admin: pg.Client;
let policy: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  policy = new pg.Client({ connectionString: database.urlFor('policy_app') });
  await Promise.all([admin.connect(), policy.connect()]);
});
afterAll(async () => {
  await Promise.all([admin.end(), policy.end()]);
  await database.drop();
});

const standing = (change: object = {}): Promise<StandingItem> => standingItem(admin, change);

interface Result {
  readonly result: string;
  readonly at: string;
}

async function record(items: readonly object[]): Promise<Result[]> {
  const { rows } = await policy.query<{ results: Result[] }>('SELECT policy.record_decisions_v1($1) AS results', [
    JSON.stringify(items),
  ]);
  return rows[0]!.results;
}

const resultsOf = async (...items: readonly object[]): Promise<string[]> =>
  (await record(items)).map(({ result }) => result);

const isInLog = async ({ entry }: Pick<StandingItem, 'entry'>): Promise<boolean> =>
  (await admin.query('SELECT 1 FROM audit.staging WHERE id = $1', [entry.id])).rows.length === 1;

const WRONG = { incarnation: '0', place: '0', practitioner: '0', resident: '0' };

describe('policy.record_decisions', () => {
  it('records what stands, dated alike by the one time that it compared', async () => {
    const items = [await standing(), await standing(), await standing()];
    const results = await record(items);
    expect(results.map(({ result }) => result)).toEqual(['recorded', 'recorded', 'recorded']);
    const { rows } = await admin.query<{ dates: number }>(
      `SELECT count(DISTINCT at)::int AS dates FROM (SELECT at FROM audit.staging WHERE id = ANY ($1::uuid[])
         UNION ALL SELECT unnest($2::timestamptz[])) AS dated`,
      [items.map(({ entry }) => entry.id), results.map(({ at }) => at)],
    );
    expect(rows[0]!.dates).toBe(1);
  });

  it.each(['place', 'practitioner', 'resident', 'incarnation'])(
    'leaves no trace of what does not name its %s epoch, or another',
    async (level) => {
      const { epochs, ...item } = await standing();
      for (const other of [{ ...epochs, [level]: undefined }, { ...epochs, [level]: '77' }, undefined]) {
        expect(await resultsOf({ ...item, epochs: other })).toEqual(['moved']);
      }
      expect(await isInLog(item)).toBe(false);
      expect(await resultsOf({ ...item, epochs })).toEqual(['recorded']);
    },
  );

  it.each([
    ['decided ahead of the database’s clock', () => ({ decidedAt: new Date(Date.now() + 60_000).toISOString() })],
    ['that does not say when it was decided', () => ({ decidedAt: undefined })],
    ['whose time has come', () => ({ notAfter: new Date().toISOString() })],
    ['that names no end', () => ({ notAfter: undefined })],
  ])('leaves no trace of one %s', async (_what, change) => {
    const item = await standing(change());
    expect(await resultsOf(item)).toEqual(['moved']);
    expect(await isInLog(item)).toBe(false);
  });

  it('sees what committed before it began', async () => {
    const item = await standing();
    await admin.query('SELECT fence.bump_residents(ARRAY[$1])', [item.residentId]);
    expect(await resultsOf(item)).toEqual(['moved']);
  });

  describe('beside a change that it does not see', () => {
    const RECORD = 'policy.record_decisions_v1(jsonb)';
    const READ_CLOCK = 'v_stands.now := fence.domain_now();';
    const COMPARE = 'SELECT array_agg(CASE WHEN i.stands';
    const HELD = 'PERFORM pg_advisory_xact_lock_shared(660003);';

    /** Held between its reading of the epochs and the rest, until a change has committed: how it is dated beside that change. */
    async function dated(): Promise<'before' | 'after'> {
      const item = await standing();
      await admin.query('SELECT pg_advisory_lock(660003)');
      const recording = record([item]);
      await eventually(async () => {
        const { rows } = await admin.query(`SELECT 1 FROM pg_locks WHERE objid = 660003 AND NOT granted`);
        return rows.length > 0;
      });
      const { rows } = await admin.query<{ at: string }>(
        'SELECT to_json(fence.domain_now()) AS at FROM fence.bump_residents(ARRAY[$1])',
        [item.residentId],
      );
      await admin.query('SELECT pg_advisory_unlock(660003)');
      const [result] = await recording;
      expect(result!.result).toBe('recorded');
      return parseInstant(result!.at) < parseInstant(rows[0]!.at) ? 'before' : 'after';
    }

    it('is dated before it, and would be after it, were the clock read last', async () => {
      await rewrite(admin, RECORD, [COMPARE, `${HELD} ${COMPARE}`]);
      expect(await dated()).toBe('before');
      await rewrite(admin, RECORD, [HELD, `${HELD} ${READ_CLOCK}`]);
      expect(await dated()).toBe('after');
      await rewrite(admin, RECORD, [`${HELD} ${READ_CLOCK}`, '']);
    });
  });

  it('waits for nobody who is changing what it rests on', async () => {
    const item = await standing();
    await admin.query('BEGIN');
    try {
      await admin.query('SELECT fence.bump_residents(ARRAY[$1])', [item.residentId]);
      expect(await resultsOf(item)).toEqual(['recorded']);
    } finally {
      await admin.query('ROLLBACK');
    }
  });

  it('records what rests on nothing without a comparison', async () => {
    const { entry } = await standing();
    expect(await resultsOf({ asked: 0, compared: false, entry })).toEqual(['recorded']);
    expect(await isInLog({ entry })).toBe(true);
    const moved = await standing({ compared: true, epochs: WRONG });
    expect(await resultsOf(moved)).toEqual(['moved']);
  });

  it('records those that were asked together together, or none of them, and others by themselves', async () => {
    const items = [await standing(), await standing({ asked: 1 }), await standing({ epochs: WRONG })];
    expect(await resultsOf(...items)).toEqual(['moved', 'recorded', 'moved']);
    for (const [at, item] of items.entries()) expect(await isInLog(item)).toBe(at === 1);
  });

  it('refuses a unit of work, another isolation level, and more than 200 items', async () => {
    const item = await standing();
    const inside = async (begin: string, first: string): Promise<void> => {
      await policy.query(begin);
      try {
        await policy.query(first);
        await record([item]);
      } finally {
        await policy.query('ROLLBACK');
      }
    };
    await expect(inside('BEGIN', 'SELECT pg_current_xact_id()')).rejects.toMatchObject({ code: '25000' });
    await expect(inside('BEGIN ISOLATION LEVEL REPEATABLE READ', 'SELECT 1')).rejects.toMatchObject({ code: '25000' });
    await expect(record(Array.from({ length: 201 }, () => item))).rejects.toMatchObject({ code: '22023' });
    expect(await resultsOf(item)).toEqual(['recorded']);
    await expect(record([item])).rejects.toMatchObject({ code: '23505' });
  });

  it('refuses everything while nobody vouches for the database', async () => {
    const item = await standing();
    const vouchedUntil = (time: string) =>
      admin.query('UPDATE fence.standing SET valid_until = $1, written_by = pg_current_xact_id()', [time]);
    await vouchedUntil('-infinity');
    try {
      await expect(record([item])).rejects.toMatchObject({ code: '55R01' });
    } finally {
      await vouchedUntil('infinity');
    }
    expect(await resultsOf(item)).toEqual(['recorded']);
  });
});
