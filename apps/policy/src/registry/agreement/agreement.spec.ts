import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMPLETE, Registry } from '../../testing/agreements.js';
import { each, runPolicy, type RunningPolicy } from '../../testing/running-policy.js';

let policy: RunningPolicy;
let registry: Registry;
beforeAll(async () => {
  policy = await runPolicy();
  registry = new Registry(policy);
});
afterAll(() => policy.stop());

const D2 = {
  id: 'D2',
  title: 'Adaptations',
  purpose: 'HOUSADAPT',
  mode: 'EXPLICIT',
  parties: [
    { source: 'HARBOUR', recipient: 'NM-ASC' },
    { source: 'NM-ASC', recipient: 'HARBOUR' },
  ],
  categories: ['FUNCTION', 'EQUIPMENT'],
  recipientRoles: ['ot', 'surveyor'],
  redactions: { FUNCTION: ['diagnosis.code'] },
  maxConsentDays: 184,
  startsAt: '2026-01-01T00:00:00Z',
};

describe('concluding an agreement', () => {
  it('writes it down as a draft with its directions and redactions, and fences the place', async () => {
    const before = await policy.epoch('place');
    const answer = await registry.conclude(D2);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      ...D2,
      startsAt: '2026-01-01T00:00:00.000Z',
      state: 'draft',
      systemRoles: true,
      onwardSharing: null,
      version: 1,
    });
    expect(await policy.epoch('place')).toBeGreaterThan(before);
    const [entry] = await policy.entries('agreement-conclude');
    expect(entry!.index).toMatchObject({ agreement: 'D2', purpose: 'HOUSADAPT', categories: D2.categories });
    expect(entry!.open(policy.ring.placeKey('place'))).toMatchObject({
      agreement: 'D2',
      terms: { parties: D2.parties },
    });
  });

  it('takes one that is over as expired, if it says when it ended', async () => {
    const over = { ...D2, id: 'D5', state: 'expired', expiresAt: '2026-01-02T00:00:00Z' };
    expect((await registry.conclude(over)).body).toMatchObject({ state: 'expired' });
    expect((await registry.conclude({ ...D2, id: 'D9', state: 'expired' })).body.code).toBe('invalid-period');
  });

  it.each([
    [{ id: 'D2' }, 409, 'agreement-exists'],
    [{ parties: [{ source: 'NM-ASC', recipient: 'NOWHERE' }] }, 400, 'agency-unknown'],
    [{ parties: [D2.parties[0], D2.parties[0]] }, 400, 'invalid-parties'],
    [{ parties: [{ source: 'REACH', recipient: 'REACH' }] }, 400, 'invalid-parties'],
    [{ partyRoles: { REACH: 'controller' } }, 400, 'invalid-parties'],
    [{ expiresAt: D2.startsAt }, 400, 'invalid-period'],
    [{ redactions: { MEDS: ['x'] } }, 400, 'invalid-redactions'],
  ])('refuses %j', async (change, status, code) => {
    const answer = await registry.conclude({ ...D2, id: 'DX', ...change });
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
    [{ retentionDays: 0 }, 'retentionDays'],
    [{ partyRoles: { HARBOUR: 'owner' } }, 'partyRoles'],
    [{ startsAt: 'yesterday' }, 'startsAt'],
    [{ state: 'live' }, 'state'],
    [{ title: 'a\u0000b' }, 'title'],
    [{ parties: [{ source: 'NM-ASC', recipient: 'HARBOUR', note: 'x' }] }, 'parties.0.note'],
    [
      { parties: [{ ...COMPLETE.parties[0], bases: { ...COMPLETE.parties[0].bases, article6: '6(2)' } }] },
      'parties.0.bases.article6',
    ],
    [{ signOffs: [] }, 'signOffs'],
    [{ createdBy: 'me' }, 'createdBy'],
  ])('names the field that is wrong: %j', async (change, field) => {
    const answer = await registry.conclude({ ...D2, id: 'DX', ...change });
    expect(answer.status).toBe(400);
    expect(each(answer.body.errors, 'field')).toEqual([field]);
  });

  it('leaves nothing of a refused one, and no entry', async () => {
    expect((await policy.send('GET', '/v1/agreements/DX', { as: 'marsh' })).status).toBe(404);
    expect(await policy.entries('agreement-conclude')).toHaveLength(2);
  });

  it('is for an IG lead or a policy author', async () => {
    for (const as of ['stone', 'pell', 'reach'])
      expect((await registry.conclude({ ...D2, id: 'D9' }, as)).status).toBe(403);
    expect((await registry.conclude({ ...D2, id: 'D6' }, 'marsh')).status).toBe(201);
  });
});

describe('reading agreements', () => {
  it('is open to whoever signs in, in pages', async () => {
    const first = await policy.send('GET', '/v1/agreements?limit=1', { as: 'pell' });
    expect(first.body.items).toMatchObject([{ id: 'D2', parties: [{ source: 'HARBOUR' }, { source: 'NM-ASC' }] }]);
    const next = await policy.send('GET', `/v1/agreements?after=${first.body.next}`, { as: 'pell' });
    expect(each(next.body.items, 'id')).toEqual(['D5', 'D6']);
    expect(JSON.stringify(next.body)).not.toMatch(/createdBy|termsBy/);
  });
});
