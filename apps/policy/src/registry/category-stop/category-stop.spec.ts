import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runPolicy, type RunningPolicy } from '../../testing/running-policy.js';

let policy: RunningPolicy;
beforeAll(async () => {
  policy = await runPolicy();
});
afterAll(() => policy.stop());

const stop = (as: string, body: object = { category: 'MEDS', reason: 'wrong doses seen' }) =>
  policy.send('POST', '/v1/category-stops', { as, body });

describe('the emergency stop of a category', () => {
  it('takes one IG lead and a reason, fences the place, and keeps the reason sealed', async () => {
    const before = await policy.epoch('place');
    const answer = await stop('marsh');
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ category: 'MEDS', since: expect.any(String), effectiveAt: expect.any(String) });
    expect(await policy.epoch('place')).toBe(before + 1);
    const [entry] = await policy.entries('category-stop');
    expect(entry!.index).toMatchObject({ categories: ['MEDS'] });
    expect(entry!.open(policy.ring.placeKey('place'))).toMatchObject({ reason: 'wrong doses seen' });
  });

  it('is one stop, however often', async () => {
    expect((await stop('second')).body.code).toBe('stop-exists');
    expect((await policy.send('GET', '/v1/category-stops', { as: 'pell' })).body.items).toMatchObject([
      { category: 'MEDS' },
    ]);
  });

  it('refuses other officers, other categories and no reason', async () => {
    for (const as of ['stone', 'voss', 'pell', 'reach']) expect((await stop(as)).status).toBe(403);
    expect((await stop('marsh', { category: 'NONE', reason: 'a b c' })).status).toBe(400);
    expect((await stop('marsh', { category: 'DEMOG' })).status).toBe(400);
  });

  it('is lifted with an entry, once', async () => {
    const lift = (as = 'second', category = 'MEDS') => policy.send('DELETE', `/v1/category-stops/${category}`, { as });
    expect((await lift('stone')).status).toBe(403);
    const before = await policy.epoch('place');
    expect((await lift()).body).toEqual({ category: 'MEDS', effectiveAt: expect.any(String) });
    expect(await policy.epoch('place')).toBe(before + 1);
    expect((await lift()).status).toBe(404);
    expect((await lift('second', '%00')).status).toBe(404);
    expect(await policy.entries('category-stop-lift')).toHaveLength(1);
    expect(await policy.events()).toMatchObject([
      { type: 'place.resumed.v1', data: { kind: 'category', name: 'MEDS' } },
    ]);
  });
});
