import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { SIGN_IN_APPS } from '#libs/persistence';
import { createTestDatabase, type TestDatabase } from '#libs/testing';

const DENIED = '42501';
/** Of the fence: the place, somebody's practitioner and resident keys, in every form that a session could hold them in. */
const resident = randomUUID();
const FENCE_LOCKS = [
  'pg_advisory_lock(7169, 1)',
  'pg_advisory_lock_shared(7169, 1)',
  'pg_advisory_xact_lock(7169, 1)',
  'pg_try_advisory_lock(7169, 1)',
  `pg_advisory_lock(hashtextextended('resident:${resident}', 0))`,
  `pg_try_advisory_xact_lock_shared(hashtextextended('resident:${resident}', 0))`,
  'fence.lead_v1(7169, ARRAY[1])',
  `fence.hold_v1('resident', '${resident}')`,
  `fence.hold_v1('practitioner', '${resident}')`,
  `fence.enter(1::smallint, 0)`,
  `fence.bump_place()`,
  `fence.share_v1(ARRAY['${resident}'], ARRAY['${resident}']::uuid[])`,
];

let database: TestDatabase;
const clients = new Map<string, pg.Client>();

beforeAll(async () => {
  database = await createTestDatabase();
  for (const app of SIGN_IN_APPS) {
    const client = new pg.Client({ connectionString: database.urlFor(`${app}_app`) });
    await client.connect();
    clients.set(app, client);
  }
});
afterAll(async () => {
  await Promise.all([...clients.values()].map((client) => client.end()));
  await database.drop();
});

const codeOf = (app: string, call: string): Promise<string> =>
  clients
    .get(app)!
    .query(`SELECT ${call}`)
    .then(
      () => 'taken',
      (error: pg.DatabaseError) => error.code!,
    );

describe('no role that signs in holds a lock of the fence by itself', () => {
  it.each(SIGN_IN_APPS)('%s', async (app) => {
    const answers: string[] = [];
    for (const call of FENCE_LOCKS) answers.push(`${call}: ${await codeOf(app, call)}`);
    expect(answers).toEqual(FENCE_LOCKS.map((call) => `${call}: ${DENIED}`));
  });
});

describe('each role reaches its own names only', () => {
  const CASES: readonly [string, string, string][] = [
    ['relay', 'fence.lead_v1(7172967, ARRAY[0, 7])', 'taken'],
    ['relay', 'fence.lead_v1(7497062, ARRAY[0])', DENIED],
    ['policy', 'fence.lead_v1(7497062, ARRAY[0])', 'taken'],
    ['policy', 'fence.lead_v1(24949, ARRAY[1])', DENIED],
    ['audit', 'fence.lead_v1(24949, ARRAY[1])', 'taken'],
    ['audit', `fence.hold_v1('sign-in', 'x y')`, DENIED],
    ['consent', `fence.hold_v1('sign-in', 'x y')`, 'taken'],
    ['consent', `fence.hold_v1('bundle-schedule', '')`, DENIED],
    ['policy', `fence.hold_v1('bundle-schedule', '')`, 'taken'],
    ['portal', `fence.hold_v1('sign-in', 'x y')`, DENIED],
  ];
  it.each(CASES)('%s: %s is %s', async (app, call, answer) => {
    expect(await codeOf(app, call)).toBe(answer);
  });

  it('and leads no more shards than there are', async () => {
    const found = await clients.get('relay')!.query('SELECT fence.lead_v1(6583152, ARRAY[-1, 2, 16, 1000000]) AS led');
    expect(found.rows).toEqual([{ led: 2 }]);
  });
});
