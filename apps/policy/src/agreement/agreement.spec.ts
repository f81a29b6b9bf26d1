import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { each, runPolicy, type RunningPolicy } from '../testing/running-policy.js';

let policy: RunningPolicy;
beforeAll(async () => {
  policy = await runPolicy();
});
afterAll(() => policy.stop());

const D2 = {
  id: 'D2',
  title: 'Adaptations',
  purpose: 'HOUSADAPT',
  mode: 'EXPLICIT',
  parties: [
    { source: 'NM-ASC', recipient: 'HARBOUR' },
    { source: 'HARBOUR', recipient: 'NM-ASC' },
  ],
  categories: ['FUNCTION', 'EQUIPMENT'],
  recipientRoles: ['ot', 'surveyor'],
  redactions: { FUNCTION: ['diagnosis.code'] },
  maxConsentDays: 184,
  startsAt: '2026-01-01T00:00:00Z',
};
const conclude = (body: object, as = 'marsh') => policy.send('POST', '/v1/agreements', { as, body });
const step = (id: string, name: string, version: number, as = 'marsh') =>
  policy.send('POST', `/v1/agreements/${id}/${name}`, { as, headers: { 'if-match': `"${version}"` } });

describe('concluding an agreement', () => {
  it('writes it down as a draft with its directions and redactions, and fences the place', async () => {
    const before = await policy.epoch('place');
    const answer = await conclude(D2);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      ...D2,
      startsAt: '2026-01-01T00:00:00.000Z',
      state: 'draft',
      systemRoles: true,
      version: 1,
    });
    expect(await policy.epoch('place')).toBeGreaterThan(before);
    const [entry] = await policy.entries('agreement-conclude');
    expect(entry!.index).toMatchObject({ agreement: 'D2', purpose: 'HOUSADAPT', categories: D2.categories });
    expect(entry!.open(policy.ring.placeKey('place'))).toMatchObject({ agreement: { id: 'D2', parties: D2.parties } });
  });

  it('takes one that is over, which is shown as expired', async () => {
    const answer = await conclude({ ...D2, id: 'D5', state: 'live', expiresAt: '2026-01-02T00:00:00Z' });
    expect(answer.body).toMatchObject({ state: 'expired' });
  });

  it.each([
    [{ id: 'D2' }, 409, 'agreement-exists'],
    [{ parties: [{ source: 'NM-ASC', recipient: 'NOWHERE' }] }, 400, 'agency-unknown'],
    [{ parties: [D2.parties[0], D2.parties[0]] }, 400, 'invalid-parties'],
    [{ parties: [{ source: 'REACH', recipient: 'REACH' }] }, 400, 'invalid-parties'],
    [{ expiresAt: D2.startsAt }, 400, 'invalid-period'],
    [{ redactions: { MEDS: ['x'] } }, 400, 'invalid-redactions'],
  ])('refuses %j', async (change, status, code) => {
    const answer = await conclude({ ...D2, id: 'DX', ...change });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it.each([
    [{ redactions: { FUNCTION: ['a b'] } }, 'redactions'],
    [{ redactions: { NONE: ['x'] } }, 'redactions'],
    [{ redactions: ['x'] }, 'redactions'],
    [{ categories: ['FUNCTION', 'FUNCTION'] }, 'categories'],
    [{ categories: [] }, 'categories'],
    [{ recipientRoles: ['ig-lead'] }, 'recipientRoles'],
    [{ mode: 'RESTRICTED' }, 'mode'],
    [{ maxConsentDays: 0 }, 'maxConsentDays'],
    [{ startsAt: 'yesterday' }, 'startsAt'],
    [{ state: 'suspended' }, 'state'],
    [{ title: 'a\u0000b' }, 'title'],
    [{ parties: [{ source: 'NM-ASC', recipient: 'HARBOUR', note: 'x' }] }, 'parties.0.note'],
    [{ createdBy: 'me' }, 'createdBy'],
  ])('names the field that is wrong: %j', async (change, field) => {
    const answer = await conclude({ ...D2, id: 'DX', ...change });
    expect(answer.status).toBe(400);
    expect(each(answer.body.errors, 'field')).toEqual([field]);
  });

  it('leaves nothing of a refused one, and no entry', async () => {
    expect((await policy.send('GET', '/v1/agreements/DX', { as: 'marsh' })).status).toBe(404);
    expect(await policy.entries('agreement-conclude')).toHaveLength(2);
  });

  it('is for an IG lead', async () => {
    for (const as of ['voss', 'stone', 'pell', 'reach'])
      expect((await conclude({ ...D2, id: 'D9' }, as)).status).toBe(403);
  });
});

describe('the state of an agreement', () => {
  it('goes draft, live, suspended, live; each step once, each an entry that fences', async () => {
    const states: unknown[] = [];
    for (const [index, name] of ['activate', 'suspend', 'resume'].entries()) {
      const before = await policy.epoch('place');
      const answer = await step('D2', name, index + 1);
      states.push([answer.body.state, answer.headers.get('etag')]);
      expect(await policy.epoch('place')).toBe(before + 1);
      expect((await step('D2', name, index + 2)).body.code).toBe('agreement-in-other-state');
      expect(await policy.entries(`agreement-${name}`)).toHaveLength(1);
    }
    expect(states).toEqual([
      ['live', '"2"'],
      ['suspended', '"3"'],
      ['live', '"4"'],
    ]);
  });

  it('does not move on an old version, by others, or for what is not there', async () => {
    expect((await step('D2', 'suspend', 1)).status).toBe(412);
    expect((await step('D2', 'suspend', 4, 'stone')).status).toBe(403);
    expect((await step('D3', 'suspend', 1)).status).toBe(404);
    expect((await step('%00', 'suspend', 1)).status).toBe(404);
    expect((await policy.send('POST', '/v1/agreements/D2/suspend', { as: 'marsh' })).status).toBe(428);
  });

  it('is not opened after its end', async () => {
    await conclude({ ...D2, id: 'D7', expiresAt: '2026-01-02T00:00:00Z' });
    expect((await step('D7', 'activate', 1)).body.code).toBe('agreement-over');
  });
});

describe('reading agreements', () => {
  it('is open to whoever signs in, in pages', async () => {
    const first = await policy.send('GET', '/v1/agreements?limit=1', { as: 'pell' });
    expect(first.body.items).toMatchObject([{ id: 'D2', parties: [{ source: 'HARBOUR' }, { source: 'NM-ASC' }] }]);
    const next = await policy.send('GET', `/v1/agreements?after=${first.body.next}`, { as: 'pell' });
    expect(each(next.body.items, 'id')).toEqual(['D5', 'D7']);
    expect(JSON.stringify(next.body)).not.toContain('createdBy');
  });
});
