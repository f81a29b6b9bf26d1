import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { DecisionRequest } from '#libs/domain';
import { FACTS, gatherFacts, SHARED, type Facts, type PreparedSql } from '#libs/pdp';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { raceBundles } from '../race/bundles.js';
import { seedTown } from '../race/seed-town.js';
import { ADAPTATIONS, FLOWS, requestOf, residentIds } from '../race/town.js';

let database: TestDatabase;
let admin: pg.Client;
let relay: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  relay = new pg.Client({ connectionString: database.urlFor('relay_app') });
  await Promise.all([admin.connect(), relay.connect()]);
  await seedTown(admin, 2, await raceBundles());
  // So that no two residents are at the same epoch by chance.
  await admin.query('UPDATE consent.resident SET deceased_at = NULL WHERE id = $1', [residentIds(1)[0]]);
}, 60_000);
afterAll(async () => {
  await Promise.all([admin.end(), relay.end()]);
  await database.drop();
});

/** Every flow, person, resident and category, and one purpose that no flow has: neighbours differ in one thing only. */
const questions = (): DecisionRequest[] =>
  FLOWS.flatMap((flow) =>
    residentIds(2).flatMap((resident) =>
      flow.requesters.slice(0, 2).flatMap((requester) =>
        flow.categories.flatMap((category) => {
          const request = requestOf(flow, 'read', requester, resident, category);
          return [request, { ...request, purpose: 'ETREAT' as const }];
        }),
      ),
    ),
  );

const timeless = async (sql: PreparedSql, requests: DecisionRequest[]) =>
  (await gatherFacts(sql, requests)).map(({ now: _, ...facts }) => facts);

/** Agrees with each item asked alone, so what items share is shared rightly. */
async function sharesRightly(sql: PreparedSql): Promise<boolean> {
  const asked = questions();
  const together = await timeless(sql, asked);
  const alone: unknown[] = [];
  for (const request of asked) alone.push(...(await timeless(relay, [request])));
  return JSON.stringify(together) === JSON.stringify(alone);
}

/** Asks in a batch as though this field were the same for all items: a fault that sharing could have. */
const confusing = (field: string): PreparedSql => ({
  query: (statement) => {
    const items = JSON.parse(String(statement.values[0])) as { [name: string]: unknown }[];
    return relay.query({ ...statement, values: [JSON.stringify(items.map((item) => ({ ...item, [field]: 0 })))] });
  },
});

/** A source that does not answer what its fact takes from it leaves `undefined`. */
const missingFrom = (facts: Facts): string[] =>
  FACTS.all.flatMap(({ keys }) => keys).filter((key) => facts[key] === undefined);

/** What neighbours in this town differ in; that a later fact's call names all that it depends on is held by its list. */
const CONFUSED = [
  'source_recipient_at',
  'requester_at',
  'requester_resident_at',
  'resident_recipient_purpose_at',
  'resident_source_recipient_category_purpose_at',
];

describe('facts gathered for many items', () => {
  it('are those of each item alone', async () => expect(await sharesRightly(relay)).toBe(true));

  it.each(CONFUSED)('and are not once %s is confused', async (field) =>
    expect(await sharesRightly(confusing(field))).toBe(false),
  );

  it('share by no other columns than are confused here, but for later facts', () =>
    expect([...SHARED.keys()]).toEqual(expect.arrayContaining(CONFUSED)));

  it('are all there: each property of each fact, from its own source', async () => {
    const [facts] = await gatherFacts(relay, questions());
    expect(missingFrom(facts!)).toEqual([]);
    const { [FACTS.all[0]!.keys[0]!]: _, ...without } = facts!;
    expect(missingFrom(without as Facts)).toEqual([FACTS.all[0]!.keys[0]]);
  });

  it('come with the clock to the microsecond, and null for whom nobody knows', async () => {
    const stranger = '00000009-0000-4000-8000-000000000009';
    const [facts] = await gatherFacts(relay, [requestOf(ADAPTATIONS, 'read', stranger, stranger, 'FUNCTION')]);
    expect(facts).toMatchObject({ requester: null, resident: null, bundleSuspended: false });
    expect(facts?.now).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/);
  });
});
