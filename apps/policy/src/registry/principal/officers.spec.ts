import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { runPolicy, type Answer, type RunningPolicy } from '../../testing/running-policy.js';
import { PEOPLE, seedResident, seedSignIn } from '../../testing/town.js';

let policy: RunningPolicy;
beforeAll(async () => {
  policy = await runPolicy();
});
afterAll(() => policy.stop());

const match = (version: number) => ({ 'if-match': `"${version}"` });
const issuerOf = async (): Promise<string> =>
  (await policy.admin.query<{ issuer: string }>('SELECT issuer FROM policy.principal LIMIT 1')).rows[0]!.issuer;
async function register(subject: string, more: object = {}, as = 'marsh'): Promise<Answer> {
  const officer = { kind: 'officer', issuer: await issuerOf(), subject, agency: 'HARBOUR', roles: ['privacy-officer'] };
  return policy.send('POST', '/v1/principals', { as, body: { ...officer, ...more } });
}
const confirm = (as: string, id: unknown, version: number): Promise<Answer> =>
  policy.send('POST', `/v1/principals/${String(id)}/confirm`, { as, headers: match(version) });
const assign = (as: string, id: string, version: number, roles: readonly string[]): Promise<Answer> =>
  policy.send('PUT', `/v1/principals/${id}/roles`, { as, body: { roles }, headers: match(version) });
const own = async (as: string): Promise<unknown> => (await policy.send('GET', '/v1/principals/me', { as })).status;

describe('an officer', () => {
  it('is one when a second officer has confirmed it, and nobody before', async () => {
    const { status, body } = await register('new-ig');
    expect([status, body]).toMatchObject([201, { status: 'suspended', roles: [], askedRoles: ['privacy-officer'] }]);
    expect(await own('new-ig')).toBe(403);
    for (const as of ['marsh', 'second', 'stone']) {
      const resumed = await policy.send('POST', `/v1/principals/${body.id}/resume`, { as, headers: match(1) });
      expect([as, resumed.status === 404 || resumed.body.code === 'not-confirmed']).toEqual([as, true]);
    }
    expect((await confirm('marsh', body.id, 1)).body.code).toBe('second-person-needed');
    for (const as of ['voss', 'pell', 'reach', 'new-ig'])
      expect([as, (await confirm(as, body.id, 1)).status]).toEqual([as, 403]);
    expect((await confirm('stone', body.id, 1)).body).toMatchObject({
      ...{ status: 'active', roles: ['privacy-officer'], askedRoles: null, version: 2 },
    });
    expect(await own('new-ig')).toBe(200);
    expect((await confirm('stone', body.id, 2)).status).toBe(404);
    expect(await policy.entries('principal-confirm')).toHaveLength(1);
  });

  it('gets more by two, and loses at once by one', async () => {
    const { id } = PEOPLE.voss;
    const asked = await assign('marsh', id, 1, ['privacy-officer', 'policy-author']);
    expect(asked.body).toMatchObject({ roles: ['policy-author'], askedRoles: ['privacy-officer', 'policy-author'] });
    expect((await confirm('marsh', id, 2)).body.code).toBe('second-person-needed');
    expect((await confirm('voss', id, 2)).status).toBe(403);
    expect((await confirm('second', id, 1)).status).toBe(412);
    expect((await confirm('second', id, 2)).body).toMatchObject({ roles: ['privacy-officer', 'policy-author'] });
    expect((await assign('marsh', id, 3, ['policy-author'])).body).toMatchObject({
      ...{ roles: ['policy-author'], askedRoles: null, version: 4 },
    });
  });

  it('that nobody confirmed within a week, or that was turned down, is asked for anew', async () => {
    const { id } = (await register('slow-ig')).body;
    await policy.admin.query(`UPDATE policy.principal SET asked_at = asked_at - interval '8 days' WHERE id = $1`, [id]);
    expect((await confirm('stone', id, 1)).body.code).toBe('request-lapsed');
    expect((await assign('marsh', id, 1, ['privacy-officer'])).body.askedRoles).toEqual(['privacy-officer']);
    const down = await policy.send('POST', `/v1/principals/${id}/suspend`, { as: 'second' });
    expect(down.body).toMatchObject({ status: 'suspended', askedRoles: null });
    expect((await confirm('stone', id, 3)).status).toBe(404);
  });

  it('or anybody else of an agency never has a resident’s sign-in; the answer does not tell whose it is', async () => {
    const { id } = await seedResident(policy.admin, policy.ring);
    await seedSignIn(policy.admin, id, 'margaret');
    const known = await register('marsh');
    for (const more of [{}, { kind: 'practitioner', roles: ['surveyor'] }, { kind: 'system', roles: [] }]) {
      const answer = await register('margaret', more);
      expect([answer.status, { ...answer.body, instance: '' }]).toEqual([409, { ...known.body, instance: '' }]);
    }
  });

  describe('of an app that forgets the second person', () => {
    const writes = [
      [
        'puts them in',
        `INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles) VALUES ($1::uuid, 'officer', 'i', $1::uuid::text, 'REACH', '{ig-lead}')`,
      ],
      [
        'gives them more',
        `UPDATE policy.principal SET roles = '{policy-author,ig-lead}' WHERE subject = 'voss' AND $1::uuid IS NOT NULL`,
      ],
      [
        'makes an officer of a practitioner',
        `UPDATE policy.principal SET kind = 'officer' WHERE subject = 'pell' AND $1::uuid IS NOT NULL`,
      ],
    ] as const;
    const asApp = async (sql: string): Promise<string> => {
      const client = new pg.Client({ connectionString: policy.databaseUrl });
      await client.connect();
      try {
        await client.query('BEGIN');
        const { rows } = await client.query<{ thing: string }>(
          `SELECT 'principal:' || p.id AS thing FROM policy.principal p`,
        );
        await client.query('SELECT fence.announce_v1($1, $2)', [randomUUID(), rows.map(({ thing }) => thing)]);
        await client.query(sql, [randomUUID()]);
        return 'done';
      } catch (error) {
        return (error as { constraint?: string }).constraint ?? String(error);
      } finally {
        await client.end();
      }
    };

    const rule = (state: 'ENABLE' | 'DISABLE'): Promise<unknown> =>
      policy.admin.query(`ALTER TABLE policy.principal ${state} TRIGGER officer_takes_two,
        ${state} TRIGGER officer_takes_two_at_first`);

    it.each(writes)('and %s, is refused by the table', async (_what, sql) => {
      expect(await asApp(sql)).toBe('officer_takes_two');
    });

    it.each(writes)('and %s, would get through without its rule (seeded fault)', async (_what, sql) => {
      await rule('DISABLE');
      const through = await asApp(sql);
      await rule('ENABLE');
      expect(through).toBe('done');
    });
  });
});
