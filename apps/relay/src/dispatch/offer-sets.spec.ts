import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase, whileRewritten } from '#libs/testing';
import fc from 'fast-check';
import pg from 'pg';
import { type DrawnOffer, EACH_BY_ITSELF, OfferCalls, TOGETHER } from '../testing/offer-calls.js';
import { OFFER_FAULTS } from './faults/offers-of-a-call.sql.js';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const offer: fc.Arbitrary<DrawnOffer> = fc.record({
  record: fc.nat(11),
  recipient: fc.constantFrom('REACH', 'HARBOUR'),
  purpose: fc.constantFrom('COC', 'HOUSADAPT'),
  reason: fc.constantFrom('permitted', 'permitted', 'withheld', 'refused', 'restricted'),
  isOvertaken: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0),
  isOfKeptBack: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn > 0),
});
const calls = fc.array(
  fc.record({
    offers: fc.array(offer, { minLength: 1, maxLength: 20 }),
    destroyed: fc.array(fc.nat(8), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 3 },
);

type Calls = typeof calls extends fc.Arbitrary<infer T> ? T : never;

/** Calls after each other, each of which writes what its items would one by one. */
async function agrees(drawn: Calls): Promise<void> {
  const offering = new OfferCalls(admin);
  await offering.begin();
  for (const { offers, destroyed } of drawn) {
    const items = await offering.items(offers);
    const one = await offering.written(items, EACH_BY_ITSELF, false);
    expect(await offering.written(items, TOGETHER, true)).toEqual(one);
    for (const which of destroyed) await offering.destroy(which);
  }
}

describe('offers of one call', () => {
  it('write what they would one by one', async () => {
    await fc.assert(fc.asyncProperty(calls, agrees), { numRuns: 60 });
  }, 60_000);

  it.each(Object.keys(OFFER_FAULTS))(
    'would not, were it that %s',
    async (name) => {
      await whileRewritten(admin, OFFER_FAULTS[name]!, () =>
        expect(fc.assert(fc.asyncProperty(calls, agrees), { numRuns: 200, endOnFailure: true })).rejects.toThrow(),
      );
    },
    60_000,
  );
});
