import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { parseInstant, type DecisionRequest } from '#libs/domain';
import { DatabaseClock, gatherFacts, KeptFacts, type PreparedSql } from '#libs/pdp';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { raceBundles } from '../race/bundles.js';
import { seedTown } from '../race/seed-town.js';
import { FLOWS, requestOf, residentIds } from '../race/town.js';

let database: TestDatabase;
let admin: pg.Client;
let relay: pg.Client;
let bundles: readonly string[];

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  relay = new pg.Client({ connectionString: database.urlFor('relay_app') });
  await Promise.all([admin.connect(), relay.connect()]);
  const made = await raceBundles();
  bundles = made.map(({ hash }) => hash);
  await seedTown(admin, 2, made);
}, 60_000);
afterAll(async () => {
  await Promise.all([admin.end(), relay.end()]);
  await database.drop();
});
afterEach(() => admin.query(`UPDATE fence.clock SET offset_by = '0'`));

const QUESTIONS: readonly DecisionRequest[] = FLOWS.flatMap((flow) =>
  residentIds(2).flatMap((resident) =>
    flow.requesters.flatMap((requester) =>
      flow.categories.map((category) => requestOf(flow, 'read', requester, resident, category)),
    ),
  ),
);
const ONE = QUESTIONS.slice(0, 1);

/** A process's keeping, its elapsed time in our hands, and how often it asked the database for how many items. */
function keeping({ most = 100, through = (sql: PreparedSql): PreparedSql => sql } = {}) {
  const asked: number[] = [];
  const time = { elapsed: 0 };
  const elapsedMs = (): number => time.elapsed;
  const clock = new DatabaseClock(elapsedMs);
  const counted: PreparedSql = {
    query: (statement) => {
      asked.push((JSON.parse(String(statement.values[0])) as unknown[]).length);
      return relay.query(statement);
    },
  };
  const facts = new KeptFacts(through(counted), clock, { most, elapsedMs });
  return { facts, clock, asked, time };
}

/** A statement that forgets what is still to come: as though only what is in force had been read. */
const withoutTakeover = (sql: PreparedSql): PreparedSql => ({
  query: async <Row extends object>(statement: Parameters<PreparedSql['query']>[0]) => {
    const { rows } = await sql.query<Row & { place?: object | null }>(statement);
    return { rows: rows.map((row) => (row.place ? { ...row, place: { ...row.place, bundleUntil: null } } : row)) };
  },
});

describe('kept facts', () => {
  it('are what the database says, told the time, and cost no statement', async () => {
    const { facts, asked, time } = keeping();
    await facts.gather(QUESTIONS);
    time.elapsed += 5;
    const kept = await facts.gather(QUESTIONS);
    const now = await gatherFacts(relay, QUESTIONS);
    expect(asked).toEqual([QUESTIONS.length]);
    expect(kept.map(({ now: _, ...rest }) => rest)).toEqual(now.map(({ now: _, ...rest }) => rest));
    for (const { now: told } of kept) expect(parseInstant(told)).toBeLessThanOrEqual(parseInstant(now[0]!.now));
  });

  it('are gathered for those alone that are not kept, in the order asked', async () => {
    const { facts, asked } = keeping();
    await facts.gather(QUESTIONS.slice(2, 4));
    const all = await facts.gather(QUESTIONS.slice(0, 6));
    expect(asked).toEqual([2, 4]);
    const alone = await gatherFacts(relay, QUESTIONS.slice(0, 6));
    expect(all.map(({ directives, requester }) => ({ directives, requester }))).toEqual(
      alone.map(({ directives, requester }) => ({ directives, requester })),
    );
  });

  it('stay for between twenty seconds and a minute, and never all for as long', async () => {
    const { facts, asked, time } = keeping();
    await facts.gather(QUESTIONS);
    time.elapsed = 19_999;
    await facts.gather(QUESTIONS);
    time.elapsed = 40_000;
    await facts.gather(QUESTIONS);
    time.elapsed = 100_001;
    await facts.gather(QUESTIONS);
    expect(asked[0]).toBe(QUESTIONS.length);
    expect(asked).toHaveLength(3);
    expect(asked[1]).toBeGreaterThan(0);
    expect(asked[1]).toBeLessThan(QUESTIONS.length);
    expect(asked[2]).toBe(QUESTIONS.length);
  });

  it('are no more than so many; the longest kept leave', async () => {
    const { facts, asked } = keeping({ most: 3 });
    for (const question of QUESTIONS.slice(0, 4)) await facts.gather([question]);
    await facts.gather(QUESTIONS.slice(1, 4));
    expect(asked).toHaveLength(4);
    await facts.gather(ONE);
    expect(asked).toHaveLength(5);
  });

  it('are not used at a time before their own, where the place’s clock was moved back', async () => {
    const { facts, clock, asked } = keeping();
    await admin.query(`UPDATE fence.clock SET offset_by = '2 hours'`);
    await facts.gather(ONE);
    await admin.query(`UPDATE fence.clock SET offset_by = '0'`);
    clock.hear((await gatherFacts(relay, ONE))[0]!.now);
    const [now] = await facts.gather(ONE);
    expect(asked).toHaveLength(2);
    expect(parseInstant(now!.now)).toBeLessThan(Date.now() * 1000 + 60e6);
  });

  describe('when the next bundle takes over by its schedule', () => {
    async function bundleAfter(through?: (sql: PreparedSql) => PreparedSql): Promise<[string | null, string | null]> {
      const { facts, time } = keeping(through ? { through } : {});
      const { rows } = await admin.query<{ ordinal: string }>(
        `INSERT INTO policy.bundle_schedule (hash, effective_at, approved_by)
           VALUES ($1, fence.domain_now() + interval '10 seconds', 'spec') RETURNING ordinal`,
        [bundles[1]],
      );
      try {
        const [before] = await facts.gather(ONE);
        time.elapsed += 10_001;
        await admin.query(`UPDATE fence.clock SET offset_by = '10001 ms'`);
        const [after] = await facts.gather(ONE);
        return [before!.bundle, after!.bundle];
      } finally {
        await admin.query('DELETE FROM policy.bundle_schedule WHERE ordinal = $1', [rows[0]!.ordinal]);
        await admin.query(`UPDATE fence.clock SET offset_by = '0'`);
      }
    }

    it('are read anew', async () => expect(await bundleAfter()).toEqual([bundles[0], bundles[1]]));

    it('and would go on with the old rules, had only what is in force been read', async () =>
      expect(await bundleAfter(withoutTakeover)).toEqual([bundles[0], bundles[0]]));
  });
});

describe('the database’s clock', () => {
  it('is known from its last answer on, and goes on with what has passed here', () => {
    let elapsed = 100;
    const clock = new DatabaseClock(() => elapsed);
    expect(clock.now()).toBeUndefined();
    clock.hear('2026-03-01T12:00:00.000001Z');
    elapsed += 2.5;
    expect(clock.now()).toBe(parseInstant('2026-03-01T12:00:00.002501Z'));
    clock.hear('2026-03-01T11:00:00Z');
    expect(clock.now()).toBe(parseInstant('2026-03-01T11:00:00Z'));
  });
});
