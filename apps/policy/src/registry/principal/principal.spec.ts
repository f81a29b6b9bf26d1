import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { each, runPolicy, type RunningPolicy } from '../../testing/running-policy.js';
import { PEOPLE, seedResident, seedSignIn } from '../../testing/town.js';

let policy: RunningPolicy;
beforeAll(async () => {
  policy = await runPolicy();
});
afterAll(() => policy.stop());

const NEW = {
  kind: 'practitioner',
  issuer: 'https://staff.example',
  subject: 'worker-7',
  agency: 'HARBOUR',
  roles: ['surveyor'],
  trainingExpiresAt: '2027-01-31T00:00:00Z',
};
const register = (body: object, as = 'marsh') => policy.send('POST', '/v1/principals', { as, body });
const match = (version: number) => ({ 'if-match': `"${version}"` });

describe('registering a principal', () => {
  it('gives them an id, and says nowhere how they sign in', async () => {
    const answer = await register(NEW);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      kind: 'practitioner',
      agency: 'HARBOUR',
      askedRoles: ['surveyor'],
      version: 1,
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/worker-7|staff\.example/);
    const [entry] = await policy.entries('principal-register');
    expect(entry!.index).toMatchObject({ practitionerId: answer.body.id, recipientAgency: 'HARBOUR' });
    expect(JSON.stringify(entry!.open(policy.ring.placeKey('place')))).not.toMatch(/worker-7|staff\.example/);
  });

  it('refuses the same sign-in again, an unknown agency, and roles that do not fit the kind', async () => {
    const refusals = await Promise.all([
      register(NEW),
      register({ ...NEW, subject: 'w-8', agency: 'NOWHERE' }),
      register({ ...NEW, subject: 'w-9', roles: ['ig-lead'] }),
      register({ ...NEW, subject: 'w-9', kind: 'officer' }),
      register({ ...NEW, subject: 'w-9', kind: 'system' }),
      register({ ...NEW, subject: 'w-9', roles: ['wizard'] }),
    ]);
    expect(refusals.map(({ status, body }) => ({ status, code: body.code as unknown }))).toEqual([
      { status: 409, code: 'principal-exists' },
      { status: 400, code: 'agency-unknown' },
      { status: 400, code: 'roles-invalid' },
      { status: 400, code: 'roles-invalid' },
      { status: 400, code: 'roles-invalid' },
      { status: 400, code: undefined },
    ]);
    expect(await policy.entries('principal-register')).toHaveLength(1);
  });

  it('is for an IG lead', async () => {
    for (const as of ['voss', 'stone', 'pell', 'harbour']) expect((await register(NEW, as)).status).toBe(403);
  });
});

describe('reading principals', () => {
  it('shows sign-ins to officers of the same agency only', async () => {
    const own = await policy.send('GET', '/v1/principals', { as: 'marsh' });
    expect(each(own.body.items, 'subject').sort()).toEqual(['marsh', 'second', 'voss']);
    const other = await policy.send('GET', '/v1/principals?agency=HARBOUR', { as: 'marsh' });
    expect(other.body.items.length).toBeGreaterThan(1);
    expect(JSON.stringify(other.body)).not.toMatch(/issuer|subject|varga/);
    expect((await policy.send('GET', `/v1/principals/${PEOPLE.varga.id}`, { as: 'marsh' })).body).not.toHaveProperty(
      'subject',
    );
  });

  it('keeps other officers to their own agency, and everybody else out', async () => {
    expect((await policy.send('GET', '/v1/principals?agency=HARBOUR', { as: 'stone' })).status).toBe(403);
    expect((await policy.send('GET', `/v1/principals/${PEOPLE.varga.id}`, { as: 'stone' })).status).toBe(404);
    expect((await policy.send('GET', `/v1/principals/${PEOPLE.adeyemi.id}`, { as: 'stone' })).status).toBe(200);
    for (const as of ['varga', 'harbour'])
      expect((await policy.send('GET', '/v1/principals', { as })).status).toBe(403);
  });
});

describe('suspending', () => {
  const { id } = PEOPLE.adeyemi;

  it('fences that practitioner alone, by an officer of their agency', async () => {
    const place = await policy.epoch('place');
    const before = await policy.epoch('practitioner', id);
    const answer = await policy.send('POST', `/v1/principals/${id}/suspend`, { as: 'stone' });
    expect(answer.body).toMatchObject({ status: 'suspended', version: 2, effectiveAt: expect.any(String) });
    expect(await policy.epoch('practitioner', id)).toBe(before + 1);
    expect(await policy.epoch('place')).toBe(place);
    expect((await policy.send('GET', '/v1/agencies', { as: 'adeyemi' })).body.type).toMatch(/:suspended$/);
  });

  it('again is answered alike, without a further entry', async () => {
    const answer = await policy.send('POST', `/v1/principals/${id}/suspend`, { as: 'marsh' });
    expect(answer.body).toMatchObject({ status: 'suspended', version: 2 });
    expect(await policy.entries('principal-suspend')).toHaveLength(1);
  });

  it('ends with a resume on the version that was read', async () => {
    const resume = (version: number) =>
      policy.send('POST', `/v1/principals/${id}/resume`, { as: 'stone', headers: match(version) });
    expect((await resume(1)).status).toBe(412);
    expect((await resume(2)).body).toMatchObject({ status: 'active', version: 3 });
    expect((await resume(3)).body.code).toBe('state-unchanged');
  });

  it('does not reach into other agencies', async () => {
    const answer = await policy.send('POST', `/v1/principals/${PEOPLE.varga.id}/suspend`, { as: 'stone' });
    expect(answer.status).toBe(404);
  });

  it('of an officer takes effect on what they had begun', async () => {
    await policy.send('POST', `/v1/principals/${PEOPLE.second.id}/suspend`, { as: 'marsh' });
    const body = { category: 'MEDS', reason: 'a trial' };
    const answer = await policy.send('POST', '/v1/category-stops', { as: 'second', body });
    expect([answer.status, answer.body.type]).toEqual([403, 'urn:consent-broker:problem:suspended']);
  });
});

describe('roles', () => {
  it('are replaced with If-Match, and fence', async () => {
    const { id } = (await register({ ...NEW, agency: 'NM-ASC', subject: 'own' })).body;
    const before = await policy.epoch('practitioner', id);
    const body = { roles: ['housing-officer'], trainingExpiresAt: '2027-05-01T00:00:00Z' };
    const answer = await policy.send('PUT', `/v1/principals/${id}/roles`, { as: 'marsh', body, headers: match(1) });
    expect(answer.body).toMatchObject({
      roles: ['housing-officer'],
      version: 2,
      trainingExpiresAt: '2027-05-01T00:00:00.000Z',
    });
    expect(await policy.epoch('practitioner', id)).toBe(before + 1);
    const [entry] = await policy.entries('principal-roles');
    expect(entry!.open(policy.ring.placeKey('place'))).toMatchObject({
      before: ['surveyor'],
      after: ['housing-officer'],
    });
  });

  it('are never given to oneself', async () => {
    const body = { roles: ['ig-lead', 'policy-author'] };
    const answer = await policy.send('PUT', `/v1/principals/${PEOPLE.marsh.id}/roles`, {
      as: 'marsh',
      body,
      headers: match(1),
    });
    expect([answer.status, answer.body.code]).toEqual([403, 'second-person-needed']);
  });
});

describe('reading oneself', () => {
  const own = (as: string) => policy.send('GET', '/v1/principals/me', { as });

  it.each(['pell', 'marsh', 'reach'] as const)('tells %s who they are, and not how they sign in', async (as) => {
    const { status, body } = await own(as);
    expect(status).toBe(200);
    expect(body).toEqual({
      ...PEOPLE[as],
      ...{ status: 'active', trainingExpiresAt: '2099-01-01T00:00:00.000Z', version: 1 },
    });
  });

  it('tells a resident only that they are one', async () => {
    const { id } = await seedResident(policy.admin, policy.ring);
    await seedSignIn(policy.admin, id, 'margaret');
    expect((await own('margaret')).body).toEqual({ kind: 'resident' });
  });

  it('is for those who are registered here', async () => {
    expect((await policy.send('GET', '/v1/principals/me')).status).toBe(401);
    expect((await own('somebody')).status).toBe(403);
  });
});
