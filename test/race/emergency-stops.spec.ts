import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { OfficialEngine } from '#libs/cedar';
import type { Decision } from '#libs/domain';
import { decide, gatherFacts } from '#libs/pdp';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { raceBundles } from './bundles.js';
import { itemOf } from './discloser/item.js';
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
  await seedTown(admin, 1, bundles);
}, 60_000);
afterAll(async () => {
  await Promise.all([admin.end(), relay.end()]);
  await database.drop();
});

const REQUEST = requestOf(REABLEMENT, 'read', REABLEMENT.requesters[1]!, residentIds(1)[0]!, 'MEDS');

async function decided(): Promise<Decision> {
  const [facts] = await gatherFacts(relay, [REQUEST]);
  return decide(REQUEST, facts!, engine);
}

/** What becomes of a disclosure that was permitted just before the stop, and of the next question after it. */
async function stopInFlight(stop: string, lift: string): Promise<{ inFlight: string; next: string; after: string }> {
  const item = itemOf(REQUEST, await decided(), { kind: 'view' });
  await admin.query(stop);
  try {
    const { rows } = await relay.query<{ results: { result: string }[] }>('SELECT relay.disclose_v2($1) AS results', [
      JSON.stringify([item]),
    ]);
    const next = await decided();
    const told = next.outcome === 'deny' ? next.reason : next.outcome;
    await admin.query(lift);
    return { inFlight: rows[0]!.results[0]!.result, next: told!, after: (await decided()).outcome };
  } finally {
    await admin.query(lift);
  }
}

/** What each door of the policy app writes, what takes it back, and what is told to the next who asks. */
const STOPS = [
  [
    'an agency that receives',
    `UPDATE policy.agency SET status = 'suspended' WHERE code = 'REACH'`,
    `UPDATE policy.agency SET status = 'active' WHERE code = 'REACH'`,
    'agency-suspended',
  ],
  [
    'an agency that sends',
    `UPDATE policy.agency SET status = 'suspended' WHERE code = 'NM-ACUTE'`,
    `UPDATE policy.agency SET status = 'active' WHERE code = 'NM-ACUTE'`,
    'agency-suspended',
  ],
  [
    'an agreement',
    `UPDATE policy.agreement SET state = 'suspended' WHERE id = 'D1'`,
    `UPDATE policy.agreement SET state = 'live' WHERE id = 'D1'`,
    'agreement-not-live',
  ],
  [
    'a category',
    `INSERT INTO policy.category_stop (category, stopped_by) VALUES ('MEDS', 'race')`,
    `DELETE FROM policy.category_stop`,
    'category-stopped',
  ],
  [
    'one direction of an agreement',
    `DELETE FROM policy.agreement_party WHERE agreement_id = 'D1'`,
    `INSERT INTO policy.agreement_party VALUES ('D1', 'NM-ACUTE', 'REACH') ON CONFLICT DO NOTHING`,
    'no-agreement',
  ],
] as const;

describe('an emergency stop of', () => {
  it.each(STOPS)('%s refuses what is in flight, and the next question', async (_what, stop, lift, reason) => {
    expect(await stopInFlight(stop, lift)).toEqual({ inFlight: 'moved', next: reason, after: 'permit' });
  });
});

it('a review stops nobody: what was in flight is decided again, and permitted', async () => {
  const [review, reviewed] = ['under-review', 'live'].map(
    (state) => `UPDATE policy.agreement SET state = '${state}' WHERE id = 'D1'`,
  );
  expect(await stopInFlight(review!, reviewed!)).toEqual({ inFlight: 'moved', next: 'permit', after: 'permit' });
});

it('an agreement is over by the clock alone: nothing permitted before outlives it', async () => {
  const soon = `UPDATE policy.agreement SET expires_at = fence.domain_now() + interval '1 hour' WHERE id = 'D1'`;
  await admin.query(soon);
  const { rows } = await admin.query<{ over: string }>(
    `SELECT to_jsonb(expires_at) #>> '{}' AS over FROM policy.agreement WHERE id = 'D1'`,
  );
  const { notAfter } = await decided();
  expect(new Date(notAfter!).getTime()).toBe(new Date(rows[0]!.over).getTime());
  await admin.query(`UPDATE policy.agreement SET expires_at = NULL WHERE id = 'D1'`);
});

describe('a table that lost its trigger is found: what is in flight would get through', () => {
  const TABLES = ['agency', 'agency', 'agreement', 'category_stop', 'agreement_party'] as const;
  it.each(STOPS.map((stop, at) => [stop[0], TABLES[at]!, stop] as const))(
    '%s',
    async (_what, table, [, stop, lift]) => {
      await admin.query(`ALTER TABLE policy.${table} DISABLE TRIGGER ALL`);
      try {
        expect((await stopInFlight(stop, lift)).inFlight).toBe('recorded');
      } finally {
        await admin.query(`ALTER TABLE policy.${table} ENABLE TRIGGER ALL`);
      }
    },
  );
});
