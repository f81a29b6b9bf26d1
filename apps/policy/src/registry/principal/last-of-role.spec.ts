import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { runPolicy, type Answer, type RunningPolicy } from '../../testing/running-policy.js';
import { PEOPLE } from '../../testing/town.js';

let policy: RunningPolicy;
beforeAll(async () => {
  policy = await runPolicy();
});
afterAll(() => policy.stop());

const ROLES = ['ig-lead', 'privacy-officer'] as const;
type Needed = (typeof ROLES)[number];

/** One holder of each. */
beforeEach(async () => {
  await policy.admin.query(`SET session_replication_role = replica`);
  await policy.admin.query(`UPDATE policy.principal SET status = 'active', version = 1,
    roles = CASE subject WHEN 'marsh' THEN '{ig-lead}'::text[] WHEN 'stone' THEN '{privacy-officer}'
      WHEN 'voss' THEN '{policy-author}' ELSE '{}' END WHERE kind = 'officer'`);
  await policy.admin.query('SET session_replication_role = DEFAULT');
});

const HOLDER = { 'ig-lead': PEOPLE.marsh.id, 'privacy-officer': PEOPLE.stone.id } as const;
const suspend = (as: string, id: string): Promise<Answer> =>
  policy.send('POST', `/v1/principals/${id}/suspend`, { as });
const statusOf = async (id: string): Promise<string> =>
  (await policy.admin.query<{ status: string }>('SELECT status FROM policy.principal WHERE id = $1', [id])).rows[0]!
    .status;
/** Gives the role to somebody more, as two officers would have. */
const joinedBy = (role: Needed, who: keyof typeof PEOPLE): Promise<unknown> =>
  policy.admin.query('UPDATE policy.principal SET roles = ARRAY[$2] WHERE id = $1', [PEOPLE[who].id, role]);

/** Every way in which somebody goes who holds a role. */
const WAYS: readonly (readonly [string, (role: Needed, id: string) => Promise<unknown>])[] = [
  ['being suspended, by themselves or another', (_role, id) => suspend('marsh', id)],
  [
    'their roles being replaced',
    (_role, id) =>
      policy.send('PUT', `/v1/principals/${id}/roles`, {
        as: 'marsh',
        body: { roles: [] },
        headers: { 'if-match': '"1"' },
      }),
  ],
  ...(
    [
      ['status', `UPDATE policy.principal SET status = 'suspended' WHERE id = $1`],
      ['roles', `UPDATE policy.principal SET roles = '{policy-author}' WHERE id = $1`],
      ['kind', `UPDATE policy.principal SET kind = 'practitioner' WHERE id = $1`],
      ['row', 'DELETE FROM policy.principal WHERE id = $1'],
    ] as const
  ).map(
    ([what, sql]) =>
      [`their ${what} being changed by a statement`, (_role: Needed, id: string) => tried(sql, id)] as const,
  ),
];

async function tried(sql: string, id: string): Promise<string> {
  try {
    await policy.admin.query('BEGIN');
    await policy.admin.query(sql, [id]);
    return 'gone';
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? String(error);
  } finally {
    await policy.admin.query('ROLLBACK');
  }
}

const refusal = (answer: unknown): unknown =>
  typeof answer === 'string' ? answer : [(answer as Answer).status, (answer as Answer).body.code];

describe.each(ROLES)('the last %s', (role) => {
  it.each(WAYS)('does not go by %s', async (_how, go) => {
    expect([[409, 'last-of-role'], [403, 'second-person-needed'], 'needed_role_is_held']).toContainEqual(
      refusal(await go(role, HOLDER[role])),
    );
    expect(await statusOf(HOLDER[role])).toBe('active');
  });

  it('goes when there is another one', async () => {
    await joinedBy(role, 'second');
    expect((await suspend('marsh', HOLDER[role])).status).toBe(200);
    expect(await statusOf(HOLDER[role])).toBe('suspended');
  });

  it('stays when the other one is suspended', async () => {
    await joinedBy(role, 'second');
    await policy.admin.query(`UPDATE policy.principal SET status = 'suspended' WHERE id = $1`, [PEOPLE.second.id]);
    expect((await suspend('marsh', HOLDER[role])).body.code).toBe('last-of-role');
  });

  it('stays when the other one goes at the same moment', async () => {
    await joinedBy(role, 'second');
    const clients = [0, 1].map(() => new pg.Client({ connectionString: policy.adminUrl }));
    await Promise.all(clients.map((client) => client.connect()));
    const leave = (client: pg.Client, id: string): Promise<string> =>
      client.query(`UPDATE policy.principal SET status = 'suspended' WHERE id = $1`, [id]).then(
        () => 'gone',
        (error: { constraint?: string }) => error.constraint ?? 'failed',
      );
    const both = await Promise.all([leave(clients[0]!, HOLDER[role]), leave(clients[1]!, PEOPLE.second.id)]);
    await Promise.all(clients.map((client) => client.end()));
    expect(both.sort()).toEqual(['gone', 'needed_role_is_held']);
  });
});

describe('an agency that is suspended', () => {
  it('takes nobody’s say away: its lead takes it back', async () => {
    const step = (act: string, version: number): Promise<Answer> =>
      policy.send('POST', `/v1/agencies/NM-ASC/${act}`, {
        as: 'marsh',
        body: { reason: 'a trial' },
        headers: { 'if-match': `"${version}"` },
      });
    expect((await step('suspend', 1)).status).toBe(200);
    expect((await step('resume', 2)).status).toBe(200);
  });
});

describe('without the rule of the table (seeded fault)', () => {
  it('the last lead suspends herself, and nobody can take her back', async () => {
    await policy.admin.query('ALTER TABLE policy.principal DISABLE TRIGGER keep_needed_roles');
    expect((await suspend('marsh', PEOPLE.marsh.id)).status).toBe(200);
    await policy.admin.query('ALTER TABLE policy.principal ENABLE TRIGGER keep_needed_roles');
    const back = await policy.send('POST', `/v1/principals/${PEOPLE.marsh.id}/resume`, {
      as: 'stone',
      headers: { 'if-match': '"2"' },
    });
    expect(back.status).toBe(404);
  });
});
