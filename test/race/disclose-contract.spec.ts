import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { OfficialEngine } from '#libs/cedar';
import { decide, gatherFacts } from '#libs/pdp';
import { createTestDatabase, type TestDatabase, rewrite } from '#libs/testing';
import { raceBundles } from './bundles.js';
import { itemOf, type DisclosureItem } from './discloser/item.js';
import { DISCLOSE } from './faults/seeded-fault.js';
import { seedTown } from './seed-town.js';
import { REABLEMENT, requestOf, residentIds } from './town.js';

let database: TestDatabase;
let admin: pg.Client;
let relay: pg.Client;
let engine: OfficialEngine;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  relay = new pg.Client({ connectionString: database.urlFor('relay_app') });
  await Promise.all([admin.connect(), relay.connect()]);
  const bundles = await raceBundles();
  engine = new OfficialEngine(bundles[0]);
  await seedTown(admin, 12, bundles);
}, 60_000);
afterAll(async () => {
  await Promise.all([admin.end(), relay.end()]);
  await database.drop();
});

/** Items as the release line makes them, for the first residents, last one first. */
async function permitted(count: number): Promise<DisclosureItem[]> {
  const residents = residentIds(count).toReversed();
  const requests = residents.map((id) => requestOf(REABLEMENT, 'read', REABLEMENT.requesters[1]!, id, 'MEDS'));
  const facts = await gatherFacts(relay, requests);
  return requests.map((request, at) => itemOf(request, decide(request, facts[at]!, engine), { kind: 'view' }));
}

const WRITE = 'relay.write_disclosures(relay.disclosure_item[],text[],timestamptz)';
const DATED_WHEN_WRITTEN = ['ORDER BY i.ordinal), p_now)', 'ORDER BY i.ordinal), fence.domain_now())'] as const;

async function disclose(items: readonly object[]): Promise<{ id: string; result: string }[]> {
  const { rows } = await relay.query<{ results: { id: string; result: string }[] }>(
    'SELECT relay.disclose_v2($1) AS results',
    [JSON.stringify(items)],
  );
  return rows[0]!.results;
}

/** How many different times these items bear, in their disclosures and in the log. */
async function datesOf(items: readonly DisclosureItem[]): Promise<number> {
  const answers = (await disclose(items)) as { at?: string }[];
  const { rows } = await admin.query<{ dates: number }>(
    `SELECT count(DISTINCT at)::int AS dates FROM (SELECT d.committed_at AS at FROM relay.disclosure d WHERE d.id = ANY ($1::uuid[])
       UNION ALL SELECT s.at FROM audit.staging s WHERE s.id = ANY ($2::uuid[]) UNION ALL SELECT unnest($3::timestamptz[])) AS dated`,
    [items.map(({ id }) => id), items.map(({ entry }) => entry.id), answers.map(({ at }) => at)],
  );
  return rows[0]!.dates;
}

describe('relay.disclose', () => {
  it('answers in the order asked, whatever order it locks in', async () => {
    const items = await permitted(12);
    expect(await disclose(items)).toMatchObject(items.map(({ id }) => ({ id, result: 'recorded' })));
  });

  it('answers for each item alone', async () => {
    const items = await permitted(3);
    await admin.query(`UPDATE consent.resident SET deceased_at = NULL WHERE id = $1`, [items[1]!.residentId]);
    expect((await disclose(items)).map(({ result }) => result)).toEqual(['recorded', 'moved', 'recorded']);
  });

  it.each(['place', 'practitioner', 'resident'])(
    'lets no permit pass that does not name its %s epoch',
    async (level) => {
      const [item] = await permitted(1);
      expect(await disclose([{ ...item, epochs: { ...item!.epochs, [level]: undefined } }])).toMatchObject([
        { result: 'moved' },
      ]);
      expect(await disclose([{ ...item, epochs: undefined }])).toMatchObject([{ result: 'moved' }]);
    },
  );

  it('lets no permit pass whose time has come', async () => {
    const [item] = await permitted(1);
    expect(await disclose([{ ...item, notAfter: new Date().toISOString() }])).toMatchObject([{ result: 'moved' }]);
  });

  it('dates a batch, its disclosures and their entries alike by the one time that it compared', async () => {
    expect(await datesOf(await permitted(12))).toBe(1);
    await rewrite(admin, WRITE, [...DATED_WHEN_WRITTEN]);
    try {
      expect(await datesOf(await permitted(12))).toBeGreaterThan(1);
    } finally {
      await rewrite(admin, WRITE, [DATED_WHEN_WRITTEN[1], DATED_WHEN_WRITTEN[0]]);
    }
  });

  describe('a batch over whose items time runs out one by one', () => {
    /** How many were let pass, and how many of these bear a time at or after their own end, in the disclosure or in the log. */
    async function spanned(): Promise<{ passed: number; late: number }> {
      const drawn = (await Promise.all(Array.from({ length: 10 }, () => permitted(12)))).flat();
      const { rows: clock } = await admin.query<{ now: Date }>('SELECT clock_timestamp() AS now');
      const items = drawn.map((item, n) => ({
        ...item,
        notAfter: new Date(clock[0]!.now.getTime() + n).toISOString(),
      }));
      const outcomes = await disclose(items);
      const ends = items.flatMap((item, n) => (outcomes[n]!.result === 'recorded' ? [item] : []));
      const { rows } = await admin.query<{ late: number }>(
        `SELECT count(*)::int AS late FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS i(id, entry, ends)
           JOIN relay.disclosure d ON d.id = i.id JOIN audit.staging s ON s.id = i.entry WHERE greatest(d.committed_at, s.at) >= i.ends`,
        [ends.map(({ id }) => id), ends.map(({ entry }) => entry.id), ends.map(({ notAfter }) => notAfter)],
      );
      return { passed: ends.length, late: rows[0]!.late };
    }
    const several = async (): Promise<{ passed: number; late: number }> => {
      let [passed, late] = [0, 0];
      for (let round = 0; round < 4; round += 1) {
        const found = await spanned();
        [passed, late] = [passed + found.passed, late + found.late];
      }
      return { passed, late };
    };

    it('lets none pass that bears a time after its end', async () => {
      const { passed, late } = await several();
      expect([passed > 0, late]).toEqual([true, 0]);
    });

    it('would, were each entry dated when it is written', async () => {
      await rewrite(admin, WRITE, [...DATED_WHEN_WRITTEN]);
      try {
        expect((await several()).late).toBeGreaterThan(0);
      } finally {
        await rewrite(admin, WRITE, [DATED_WHEN_WRITTEN[1], DATED_WHEN_WRITTEN[0]]);
      }
    });
  });

  describe('a denial', () => {
    const denial = async (reason: string): Promise<object> => {
      const [item] = await permitted(1);
      return { ...item, outcome: 'deny', reason };
    };
    const moved = { epochs: { incarnation: '0', place: '0', practitioner: '0', resident: '0' } };

    it.each(['restricted', 'gone', 'replaced'])(
      '(%s) that rests on facts is compared, and recorded once',
      async (reason) => {
        const own = await denial(reason);
        expect(await disclose([{ ...own, ...moved }])).toMatchObject([{ result: 'moved' }]);
        expect(await disclose([own])).toMatchObject([{ result: 'recorded' }]);
        await expect(disclose([own])).rejects.toMatchObject({ code: '23505' });
      },
    );

    it('would be told of facts long gone, were it not', async () => {
      const compared = "i.reason IN ('busy', 'facts-moved')";
      await rewrite(admin, DISCLOSE, [compared, 'true']);
      try {
        expect(await disclose([{ ...(await denial('restricted')), ...moved }])).toMatchObject([{ result: 'recorded' }]);
      } finally {
        await rewrite(admin, DISCLOSE, ["i.outcome = 'deny' AND true", `i.outcome = 'deny' AND ${compared}`]);
      }
    });

    it.each(['busy', 'facts-moved'])('of the line itself (%s) rests on nothing that could move', async (reason) => {
      expect(await disclose([{ ...(await denial(reason)), ...moved }])).toMatchObject([{ result: 'recorded' }]);
    });
  });

  it.each([
    ['decided ahead of the database’s clock', () => ({ decidedAt: new Date(Date.now() + 60_000).toISOString() })],
    ['that does not say when it was decided', () => ({ decidedAt: undefined })],
    ['that names no end', () => ({ notAfter: undefined })],
  ])('lets no permit pass %s', async (_what, change) => {
    const [item] = await permitted(1);
    expect(await disclose([{ ...item, ...change() }])).toMatchObject([{ result: 'moved' }]);
  });

  it('lets none pass that was decided in another incarnation of the database', async () => {
    const [item] = await permitted(1);
    const epochs = { ...item!.epochs, incarnation: 'ffffffff' };
    expect(await disclose([{ ...item, epochs }])).toMatchObject([{ result: 'moved' }]);
  });

  it('has one who asks after another’s withdrawal wait for nothing', async () => {
    const [first, second] = await permitted(2);
    await admin.query('BEGIN');
    try {
      await admin.query('SELECT fence.bump_residents(ARRAY[$1])', [first!.residentId]);
      expect(await disclose([first!, second!])).toMatchObject([
        { result: 'contested', level: 3 },
        { result: 'recorded', level: null },
      ]);
    } finally {
      await admin.query('ROLLBACK');
    }
    expect(await disclose([first!])).toMatchObject([{ result: 'recorded' }]);
  });

  it('refuses a unit of work, another isolation level, and more than 200 items', async () => {
    const [item] = await permitted(1);
    const inside = async (begin: string, first: string): Promise<void> => {
      await relay.query(begin);
      try {
        await relay.query(first);
        await disclose([item!]);
      } finally {
        await relay.query('ROLLBACK');
      }
    };
    await expect(inside('BEGIN', 'SELECT pg_current_xact_id()')).rejects.toMatchObject({ code: '25000' });
    await expect(inside('BEGIN ISOLATION LEVEL REPEATABLE READ', 'SELECT 1')).rejects.toMatchObject({ code: '25000' });
    await expect(disclose(Array.from({ length: 201 }, () => item!))).rejects.toMatchObject({ code: '22023' });
    expect(await disclose([item!])).toMatchObject([{ result: 'recorded' }]);
  });
});

describe('the exclusive side', () => {
  it('refuses to go back up: place, then practitioner, then residents', async () => {
    const [resident] = residentIds(1);
    await admin.query('BEGIN');
    await admin.query('UPDATE consent.resident SET deceased_at = NULL WHERE id = $1', [resident]);
    await expect(admin.query(`UPDATE policy.agency SET name = name`)).rejects.toMatchObject({ code: '55000' });
    await admin.query('ROLLBACK');
  });
});
