import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runPolicy, type Answer, type RunningPolicy } from '../../testing/running-policy.js';
import { PEOPLE } from '../../testing/town.js';

let policy: RunningPolicy;
let issuer: string;
beforeAll(async () => {
  policy = await runPolicy();
  const { rows } = await policy.admin.query<{ issuer: string }>('SELECT issuer FROM policy.principal LIMIT 1');
  issuer = rows[0]!.issuer;
});
afterAll(() => policy.stop());

const match = (version: number) => ({ 'if-match': `"${version}"` });
const step = (as: string, id: unknown, verb: string, version: number): Promise<Answer> =>
  policy.send('POST', `/v1/principals/${String(id)}/${verb}`, { as, headers: match(version) });
const register = async (subject: string, more: object): Promise<Answer> =>
  policy.send('POST', '/v1/principals', {
    as: 'marsh',
    body: { kind: 'practitioner', roles: ['surveyor'], issuer, subject, ...more },
  });
const assign = (id: string, version: number, body: object): Promise<Answer> =>
  policy.send('PUT', `/v1/principals/${id}/roles`, { as: 'marsh', body, headers: match(version) });
const own = async (as: string): Promise<unknown> => (await policy.send('GET', '/v1/principals/me', { as })).status;

describe('a lead alone puts nobody in another agency', () => {
  it.each([
    ['practitioner', ['hub-nurse']],
    ['system', []],
  ] as const)('a %s is nobody until an officer of that agency confirms', async (kind, roles) => {
    const subject = `new-${kind}`;
    const { body } = await register(subject, { agency: 'NM-ACUTE', kind, roles });
    expect(body).toMatchObject({ status: 'suspended', roles: [], askedRoles: roles });
    expect(await own(subject)).toBe(403);
    expect((await step('marsh', body.id, 'confirm', 1)).body.code).toBe('second-person-needed');
    expect((await step('second', body.id, 'confirm', 1)).body.code).toBe('other-agency');
    expect((await step('reach-ig', body.id, 'confirm', 1)).status).toBe(404);
    expect((await step('marsh', body.id, 'resume', 1)).body.code).toBe('not-confirmed');
    expect((await step('stone', body.id, 'confirm', 1)).body).toMatchObject({ status: 'active', roles, version: 2 });
    expect(await own(subject)).toBe(200);
  });

  it('where that agency has no officer, a second lead confirms', async () => {
    const { body } = await register('new-surveyor', { agency: 'HARBOUR' });
    expect((await step('stone', body.id, 'confirm', 1)).status).toBe(404);
    expect((await step('second', body.id, 'confirm', 1)).body).toMatchObject({ status: 'active', roles: ['surveyor'] });
  });

  it('gives nobody there more, in roles or in time, and takes at once', async () => {
    const { id } = PEOPLE.adeyemi;
    const later = '2100-01-01T00:00:00.000Z';
    const wider = await assign(id, 1, { roles: ['hub-nurse', 'ed-nurse'], trainingExpiresAt: later });
    expect(wider.body).toMatchObject({ roles: ['hub-nurse'], trainingExpiresAt: '2099-01-01T00:00:00.000Z' });
    expect((await step('second', id, 'confirm', 2)).body.code).toBe('other-agency');
    expect((await step('stone', id, 'confirm', 2)).body).toMatchObject({
      ...{ roles: ['hub-nurse', 'ed-nurse'], trainingExpiresAt: later, status: 'active' },
    });
    const less = await assign(id, 3, { roles: ['hub-nurse'], trainingExpiresAt: '2030-01-01T00:00:00.000Z' });
    expect(less.body).toMatchObject({ roles: ['hub-nurse'], askedRoles: null });
    expect(less.body).toMatchObject({ trainingExpiresAt: '2030-01-01T00:00:00.000Z' });
  });

  it('takes nobody back who was suspended there', async () => {
    const { id } = PEOPLE.pell;
    await policy.send('POST', `/v1/principals/${id}/suspend`, { as: 'reach-ig' });
    expect((await step('marsh', id, 'resume', 2)).body).toMatchObject({ status: 'suspended', version: 3 });
    expect(await own('pell')).toBe(403);
    expect((await step('second', id, 'confirm', 3)).body.code).toBe('other-agency');
    expect((await step('reach-ig', id, 'confirm', 3)).body).toMatchObject({ status: 'active', askedRoles: null });
    expect(await own('pell')).toBe(200);
  });

  it('and of their own agency one person stays enough', async () => {
    expect((await register('own-ot', { agency: 'NM-ASC', roles: ['ot'] })).body).toMatchObject({ status: 'active' });
  });

  it('the table refuses an app that lets who asked confirm; without its rule that gets through (seeded fault)', async () => {
    const { body } = await register('hasty', { agency: 'NM-ACUTE', roles: ['hub-nurse'] });
    const confirmed = `UPDATE policy.principal SET status = 'active', confirmed_by = asked_by, confirmed_at = now() WHERE id = '${body.id}'`;
    const asApp = async (): Promise<unknown> => {
      await policy.admin.query('BEGIN; SET LOCAL ROLE policy_app');
      try {
        await policy.admin.query(confirmed);
        return 'done';
      } catch (error) {
        return (error as { constraint?: string }).constraint;
      } finally {
        await policy.admin.query('ROLLBACK');
      }
    };
    expect(await asApp()).toBe('officer_takes_two');
    await policy.admin.query('ALTER TABLE policy.principal DISABLE TRIGGER officer_takes_two');
    expect(await asApp()).toBe('done');
    await policy.admin.query('ALTER TABLE policy.principal ENABLE TRIGGER officer_takes_two');
  });
});
