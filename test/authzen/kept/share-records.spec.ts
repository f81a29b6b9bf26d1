import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DatabaseClock } from '#libs/pdp';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { CallRecord, type Recordable } from '../../../apps/policy/src/decisions/evaluation/call-record.js';
import { RecordDecisions } from '../../../apps/policy/src/decisions/evaluation/record-decisions.js';
import { FailsTogether } from '../faults/fails-together.js';
import { standingItem } from './standing-item.js';

let database: TestDatabase;
let admin: pg.Client;
let pool: pg.Pool;
/** How many items each call carried. */
const calls: number[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  pool = new pg.Pool({ connectionString: database.urlFor('policy_app'), max: 2 });
  await admin.connect();
});
afterAll(async () => {
  await Promise.all([admin.end(), pool.end()]);
  await database.drop();
});
beforeEach(() => void calls.splice(0));

function recording(Recording = RecordDecisions, before: Promise<void> = Promise.resolve()): RecordDecisions {
  const query = async (statement: pg.QueryConfig) => {
    calls.push((JSON.parse(String(statement.values![0])) as unknown[]).length);
    await before;
    return pool.query(statement);
  };
  return new Recording(new CallRecord({ pool: { query } as unknown as pg.Pool }, new DatabaseClock()));
}

async function decision(change: object = {}): Promise<Recordable> {
  const { asked: _, entry, ...restsOn } = await standingItem(admin, change);
  return { restsOn, entry };
}

async function lists(count: number, items = 1): Promise<Recordable[][]> {
  const made: Recordable[][] = [];
  for (let n = 0; n < count; n += 1) {
    const list: Recordable[] = [];
    while (list.length < items) list.push(await decision());
    made.push(list);
  }
  return made;
}

const recordAll = (by: RecordDecisions, all: readonly (readonly Recordable[])[]) =>
  Promise.allSettled(all.map((list) => by.record(list)));

/** Two by themselves, each in a turn of its own; then all the others, while those two are under way. */
async function recordBehindTwo(
  Recording: typeof RecordDecisions,
  all: readonly (readonly Recordable[])[],
  meanwhile: () => unknown = () => undefined,
) {
  let release!: () => void;
  const by = recording(Recording, new Promise((resolve) => (release = resolve)));
  const outcomes: Promise<PromiseSettledResult<boolean>[]>[] = [];
  for (const together of [all.slice(0, 1), all.slice(1, 2), all.slice(2)]) {
    outcomes.push(recordAll(by, together));
    await turn();
  }
  meanwhile();
  release();
  return (await Promise.all(outcomes)).flat();
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const answered = (value: boolean) => ({ status: 'fulfilled', value });

const inLog = async (all: readonly (readonly Recordable[])[]): Promise<number> =>
  (
    await admin.query('SELECT 1 FROM audit.staging WHERE id = ANY ($1::uuid[])', [
      all.flatMap((list) => list.map(({ entry }) => entry.id)),
    ])
  ).rows.length;

describe('decisions of concurrent requests', () => {
  it('share a call when they come in one turn', async () => {
    const all = await lists(10);
    expect(await recordAll(recording(), all)).toEqual(all.map(() => answered(true)));
    expect(calls).toEqual([10]);
    expect(await inLog(all)).toBe(10);
  });

  it('share a call while two are under way', async () => {
    const all = await lists(10);
    expect(await recordBehindTwo(RecordDecisions, all)).toEqual(all.map(() => answered(true)));
    expect(calls).toEqual([1, 1, 8]);
    expect(await inLog(all)).toBe(10);
  });

  it('go by fifty items, a longer list by itself, and none is divided', async () => {
    const all = [...(await lists(2)), ...(await lists(3, 30)), ...(await lists(1, 60))];
    expect(await recordBehindTwo(RecordDecisions, all)).toEqual(all.map(() => answered(true)));
    expect(calls).toEqual([1, 1, 30, 30, 30, 60]);
  });

  it('have moved each by itself', async () => {
    const all = await lists(6);
    const epochs = { incarnation: '0', place: '0', practitioner: '0', resident: '0' };
    all[3] = [await decision(), await decision({ epochs })];
    const expected = all.map((_, at) => answered(at !== 3));
    expect(await recordAll(recording(), all)).toEqual(expected);
    expect(await inLog(all)).toBe(5);
  });

  it('fail alone, each that cannot be recorded, and would all fail with it otherwise', async () => {
    const withBroken = async (): Promise<Recordable[][]> => {
      const all = await lists(9);
      const [{ entry }] = all[4] as [Recordable];
      all[4] = [{ restsOn: null, entry: { ...entry, detailHash: '00' } }];
      return all;
    };
    const all = await withBroken();
    const outcomes = await recordBehindTwo(RecordDecisions, all);
    expect(outcomes.map(({ status }) => status)).toEqual(all.map((_, at) => (at === 4 ? 'rejected' : 'fulfilled')));
    expect(await inLog(all)).toBe(8);
    const failed = await recordBehindTwo(FailsTogether, await withBroken());
    expect(failed.filter(({ status }) => status === 'rejected')).toHaveLength(7);
  });

  it('are turned away where no turn comes within a second, and leave no trace', async () => {
    const all = await lists(3);
    const now = performance.now.bind(performance);
    try {
      const outcomes = await recordBehindTwo(RecordDecisions, all, () => (performance.now = () => now() + 1_001));
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
      expect(outcomes[2]).toMatchObject({ reason: { name: 'UnavailableError' } });
    } finally {
      performance.now = now;
    }
    expect(await inLog(all)).toBe(2);
  });

  it('of none are recorded at once', async () => {
    expect(await recording().record([])).toBe(true);
    expect(calls).toEqual([]);
  });
});
