import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { createTestDatabase, type TestDatabase, whileRewritten } from '#libs/testing';
import { AcceptanceModel, type Given, type Judged } from '../testing/acceptance-model.js';
import { ACCEPT, ACCEPTANCE_FAULTS, HOLD_NAMES, NAMES_AS_SENT, NAMES_UNLOCKED } from './faults/row-order.sql.js';

let database: TestDatabase;
let admin: pg.Client;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  pool = new pg.Pool({ connectionString: database.urlFor('relay_app'), max: 4 });
});
afterAll(async () => {
  await Promise.all([admin.end(), pool.end()]);
  await database.drop();
});

const RESIDENTS = [randomUUID(), randomUUID(), randomUUID()].toSorted();

async function accept(items: readonly Given[], on: pg.Pool | pg.Client = pool): Promise<Judged[]> {
  const records = items.map((item) => ({ ...item, sealedBody: 'AAEC', keyController: item.sourceAgency }));
  const sql = 'SELECT relay.accept_v2($1::jsonb) AS results';
  const { rows } = await on.query<{ results: Judged[] }>(sql, [JSON.stringify(records)]);
  return rows[0]!.results.toSorted((one, other) => one.ordinal - other.ordinal);
}

/** What is stored of them, and their work in the order in which a dispatcher takes it. */
async function standing(ids: readonly string[]): Promise<{ stored: string[]; turns: Record<string, string[]> }> {
  const { rows } = await admin.query<{ id: string; resident: string }>(
    `SELECT r.id, w.resident_id AS resident FROM relay.record r JOIN relay.work w ON w.record_id = r.id
       WHERE r.id = ANY ($1::uuid[]) AND r.sealed_body = '\\x000102' AND r.resident_id = w.resident_id AND r.key_controller = r.source_agency
         AND w.shard = abs(hashtextextended(w.resident_id::text, 0) % 4)
       ORDER BY w.resident_id, w.seq`,
    [ids],
  );
  const turns: Record<string, string[]> = {};
  for (const { id, resident } of rows) (turns[resident] ??= []).push(id);
  return { stored: rows.map(({ id }) => id).toSorted(), turns };
}

/** Whether each resident's work has the numbers that its counter says, without a gap, and ids in their order. */
async function gapless(): Promise<boolean> {
  const { rows } = await admin.query<{ whole: boolean }>(
    `SELECT bool_and(o.seq = w.n AND w.first = 1 AND w.last = w.n AND w.same) AS whole FROM relay.resident_order o JOIN (
       SELECT resident_id, count(*) AS n, min(seq) AS first, max(seq) AS last,
         array_agg(id ORDER BY id) = array_agg(id ORDER BY seq) AS same FROM relay.work GROUP BY resident_id) w USING (resident_id)`,
  );
  return rows[0]!.whole ?? true;
}

const given = fc.record({
  resident: fc.nat({ max: 2 }),
  agency: fc.constantFrom('NM-ASC', 'REACH'),
  source: fc.nat({ max: 2 }),
  sourceVersion: fc.integer({ min: 1, max: 4 }),
  content: fc.nat({ max: 1 }),
  category: fc.constantFrom('MEDS', 'MEDS', 'FUNCTION'),
});
const batches = fc.array(fc.array(given, { minLength: 1, maxLength: 10 }), { minLength: 1, maxLength: 3 });

/** Batches after each other, of records that nobody has seen before; each is judged and stored as one after the other would be. */
async function agrees(
  drawn: readonly (readonly (typeof given extends fc.Arbitrary<infer T> ? T : never)[])[],
): Promise<void> {
  const model = new AcceptanceModel();
  const key = randomBytes(6).toString('hex');
  for (const batch of drawn) {
    const items = batch.map(({ resident, agency, source, content, ...rest }, ordinal) => ({
      ...{ ...rest, ordinal, id: randomUUID(), residentId: RESIDENTS[resident]!, sourceAgency: agency },
      ...{ sourceId: `${key}-${source}`, bodyHash: `0${content}` },
    }));
    expect(await accept(items)).toEqual(model.accept(items));
  }
  const { ids, turns } = model;
  expect(await standing(ids)).toEqual({ stored: ids.toSorted(), turns });
  expect(await gapless()).toBe(true);
}

describe('a batch in one statement a table', () => {
  it('is judged, stored and queued as its records would be one after the other', async () => {
    await fc.assert(fc.asyncProperty(batches, agrees), { numRuns: 60 });
  });

  it.each(Object.keys(ACCEPTANCE_FAULTS))('would not be: %s', async (name) => {
    await whileRewritten(admin, [ACCEPT, ACCEPTANCE_FAULTS[name]!], async () => {
      await expect(
        fc.assert(fc.asyncProperty(batches, agrees), { numRuns: 200, endOnFailure: true }),
      ).rejects.toThrow();
    });
    await admin.query('TRUNCATE relay.work, relay.resident_order');
  });
});

describe('batches that cross', () => {
  const SIDES = 2;
  /** Whether some batch failed, and what became of each record, in rounds of batches of the same new records in opposite orders. */
  async function crossing(rounds: number): Promise<string[]> {
    const seen = new Set<string>();
    for (let round = 0; round < rounds; round += 1) {
      const sources = Array.from({ length: 12 }, () => randomUUID());
      const batch = (side: number): Given[] =>
        (side === 0 ? sources : sources.toReversed()).map((sourceId, ordinal) => ({
          ...{ ordinal, id: randomUUID(), sourceId, sourceVersion: 1, sourceAgency: 'NM-ASC', category: 'MEDS' },
          ...{ bodyHash: '00', residentId: RESIDENTS[(ordinal + side) % 3]! },
        }));
      const same = (side: number): Given[] => batch(side).map((item) => ({ ...item, residentId: RESIDENTS[0]! }));
      const of = round % 2 === 0 ? same : batch;
      const answers = await Promise.allSettled(Array.from({ length: SIDES }, (_, side) => accept(of(side))));
      for (const answer of answers)
        if (answer.status === 'rejected') seen.add((answer.reason as { code: string }).code);
        else for (const { status } of answer.value) seen.add(status);
    }
    return [...seen].toSorted();
  }

  it('take each record once, and none waits for the other', async () => {
    const seen = await crossing(40);
    expect(seen).toEqual(expect.arrayContaining(['accepted', 'duplicate']));
    expect(seen.filter((one) => !['accepted', 'duplicate', 'conflict'].includes(one))).toEqual([]);
  });

  it.each([
    { how: 'unlocked', change: NAMES_UNLOCKED, rounds: 60, code: /23505/ },
    { how: 'locked in the order sent', change: NAMES_AS_SENT, rounds: 2, code: /40P01|55P03/ },
  ])('would fail, were names $how', async ({ change, rounds, code }) => {
    const seen = await whileRewritten(admin, [HOLD_NAMES, ...change], () => crossing(rounds));
    expect(seen.join()).toMatch(code);
  });
});
