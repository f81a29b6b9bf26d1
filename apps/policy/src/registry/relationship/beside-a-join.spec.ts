import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Answer, runPolicy, type RunningPolicy } from '../../testing/running-policy.js';
import { PEOPLE, seedResident, type Resident } from '../../testing/town.js';

let policy: RunningPolicy;
let consent: pg.Client;
beforeAll(async () => {
  policy = await runPolicy();
  consent = new pg.Client({ connectionString: policy.adminUrl });
  await consent.connect();
});
afterAll(async () => {
  await consent.end();
  await policy.stop();
});

const WAITS = `SELECT 1 FROM pg_stat_activity
  WHERE datname = current_database() AND usename = 'policy_app' AND wait_event_type = 'Lock'`;

/** Consent joins them, and commits once the door waits for its lock: it has found REACH's pseudonym to mean who they were. */
async function joinedMeanwhile(from: Resident, into: Resident, door: () => Promise<Answer>): Promise<Answer> {
  // Somebody provisional has one link.
  await consent.query(
    `DELETE FROM consent.link WHERE (resident_id = $1) <> (agency = 'REACH') AND resident_id IN ($1, $2)`,
    [from.id, into.id],
  );
  await consent.query('BEGIN');
  await consent.query(`SELECT consent.join_v2($1, $2, '{"sealedLocalId": "eA=="}')`, [from.id, into.id]);
  const answering = door();
  const answered = answering.then(() => true);
  while ((await policy.admin.query(WAITS)).rowCount === 0)
    if (await Promise.race([answered, after(10, false)])) throw new Error('it did not wait: this tries nothing');
  await consent.query('COMMIT');
  return answering;
}

const ofResident = async ({ id }: Resident): Promise<unknown[]> =>
  (
    await policy.admin.query<{ kind: string; ended: boolean }>(
      'SELECT kind, ends_at <= fence.domain_now() AS ended FROM policy.relationship WHERE resident_id = $1 ORDER BY kind',
      [id],
    )
  ).rows;

const DOORS = {
  'a referral': ['reach', '/v1/relationships', { kind: 'referral', purpose: 'COC' }, { kind: 'referral', ended: null }],
  'a claim': [
    'pell',
    '/v1/relationships/claims',
    { purpose: 'COC', reason: 'duty-desk', words: 'on the duty desk tonight' },
    { kind: 'self-claimed', ended: false },
  ],
} as const;

describe('a relationship that an agency records of somebody who is joined at that moment', () => {
  it.each(Object.entries(DOORS))('%s is about who they are', async (_name, [as, path, body, stands]) => {
    const [from, into] = [await seedResident(policy.admin, policy.ring), await seedResident(policy.admin, policy.ring)];
    const answer = await joinedMeanwhile(from, into, () =>
      policy.send('POST', path, { as, body: { ...body, resident: from.pseudonymAt('REACH') } }),
    );
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    expect([await ofResident(from), await ofResident(into)]).toEqual([[], [stands]]);
  });

  it('and one that is ended ends for who they are', async () => {
    const [from, into] = [await seedResident(policy.admin, policy.ring), await seedResident(policy.admin, policy.ring)];
    const id = randomUUID();
    await policy.admin.query(
      `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, recorded_by)
       VALUES ($1, $2, 'REACH', 'referral', 'COC', $3)`,
      [id, from.id, PEOPLE.reach],
    );
    const answer = await joinedMeanwhile(from, into, () =>
      policy.send('POST', `/v1/relationships/${id}/end`, { as: 'reach' }),
    );
    expect([answer.status, await ofResident(from), await ofResident(into)]).toEqual([
      200,
      [],
      [{ kind: 'referral', ended: true }],
    ]);
  });

  it('would be lost if the table took it', async () => {
    await policy.admin.query('ALTER TABLE policy.relationship DISABLE TRIGGER joined_insert');
    const [from, into] = [await seedResident(policy.admin, policy.ring), await seedResident(policy.admin, policy.ring)];
    const [as, path, body, stands] = DOORS['a referral'];
    const answer = await joinedMeanwhile(from, into, () =>
      policy.send('POST', path, { as, body: { ...body, resident: from.pseudonymAt('REACH') } }),
    );
    expect([answer.status, await ofResident(from), await ofResident(into)]).toEqual([201, [stands], []]);
  });
});
