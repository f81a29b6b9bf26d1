import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMPLETE, Registry } from '../../testing/agreements.js';
import { eventually } from '../../testing/eventually.js';
import { each, runPolicy, type RunningPolicy } from '../../testing/running-policy.js';

let policy: RunningPolicy;
let registry: Registry;
beforeAll(async () => {
  policy = await runPolicy();
  registry = new Registry(policy);
});
afterAll(() => policy.stop());

/** What a decision would read of an agreement from the next statement on. */
async function fact(id: string): Promise<Record<string, unknown> | undefined> {
  const { rows } = await policy.admin.query<{ facts: { agreements: Record<string, unknown>[] } }>(
    `SELECT policy.place_facts_v2('NM-ASC', 'HARBOUR') AS facts`,
  );
  return rows[0]!.facts.agreements.find((agreement) => agreement['id'] === id);
}
const why = { reason: 'a leak is looked into' };

describe('going live', () => {
  it('is refused with everything that is missing, field by field', async () => {
    const { dpiaRef: _, maxConsentDays: __, ...lacking } = COMPLETE;
    await registry.conclude({ ...lacking, id: 'D3', parties: [{ source: 'NM-ASC', recipient: 'HARBOUR' }] });
    const answer = await registry.step('D3', 'activate', 1);
    expect([answer.status, answer.body.code]).toEqual([409, 'agreement-incomplete']);
    expect(each(answer.body.errors, 'field')).toEqual([
      'dpiaRef',
      'parties.0.bases',
      'maxConsentDays',
      'signOffs.caldicott-guardian',
      'signOffs.dpo',
      'signOffs.siro',
    ]);
    expect((await fact('D3'))!['state']).toBe('draft');
  });

  it('takes three signatures of three persons for these very terms, and a second officer', async () => {
    await registry.conclude({ ...COMPLETE, id: 'D2' });
    await registry.signAll('D2', 1, ['A. Marsh', 'a.  marsh', 'C. Roe']);
    expect(each((await registry.step('D2', 'activate', 4)).body.errors, 'field')).toEqual(['signOffs.dpo']);
    await registry.signAll('D2', 4);
    await registry.revise('D2', 7, { ...COMPLETE, retentionDays: 91 });
    expect(each((await registry.step('D2', 'activate', 8)).body.errors, 'field')).toHaveLength(3);
    await registry.signAll('D2', 8);
    expect((await registry.step('D2', 'activate', 11)).body.code).toBe('second-person-needed');
    expect((await registry.step('D2', 'activate', 11, { as: 'stone' })).status).toBe(403);
    const before = await policy.epoch('place');
    const answer = await registry.step('D2', 'activate', 11, { as: 'second' });
    expect(answer.body).toMatchObject({ state: 'live', version: 12 });
    expect(await policy.epoch('place')).toBe(before + 1);
    expect(await fact('D2')).toMatchObject({ state: 'live', onwardSharing: false, bases: COMPLETE.parties[0].bases });
  });

  it('is refused once it would be over', async () => {
    await registry.conclude({
      ...COMPLETE,
      id: 'D7',
      reviewAt: '2026-01-01T12:00:00Z',
      expiresAt: '2026-01-02T00:00:00Z',
    });
    expect((await registry.step('D7', 'activate', 1)).body.code).toBe('agreement-over');
  });
});

describe('the emergency stop of an agreement', () => {
  it('takes a reason, counts with the next decision, and is taken back; each step an entry and a fence', async () => {
    expect((await registry.step('D2', 'suspend', 12)).status).toBe(400);
    for (const [index, [name, state]] of [
      ['suspend', 'suspended'],
      ['resume', 'live'],
    ].entries()) {
      const before = await policy.epoch('place');
      const answer = await registry.step('D2', name!, 12 + index, { body: why });
      expect([answer.body.state, answer.headers.get('etag')]).toEqual([state, `"${13 + index}"`]);
      expect(await policy.epoch('place')).toBe(before + 1);
      expect((await fact('D2'))!['state']).toBe(state);
      expect((await registry.step('D2', name!, 13 + index, { body: why })).body.code).toBe('agreement-in-other-state');
      const [entry] = await policy.entries(`agreement-${name}`);
      expect(entry!.open(policy.ring.placeKey('place'))).toMatchObject(why);
    }
    expect((await policy.events()).map(({ type, data }) => [type, data])).toEqual([
      ['place.resumed.v1', { kind: 'agreement', name: 'D2', mayOpen: true, mayEnd: false }],
    ]);
  });

  it('does not move on an old version, by others, or for what is not there', async () => {
    expect((await registry.step('D2', 'review', 1)).status).toBe(412);
    expect((await registry.step('D2', 'suspend', 99, { body: why })).status).toBe(412);
    expect((await registry.step('D2', 'suspend', 14, { as: 'stone', body: why })).status).toBe(403);
    expect((await registry.step('D99', 'suspend', 1, { body: why })).status).toBe(404);
    expect((await registry.step('%00', 'suspend', 1, { body: why })).status).toBe(404);
    expect((await policy.send('POST', '/v1/agreements/D2/suspend', { as: 'marsh', body: why })).status).toBe(428);
  });
});

describe('revising an agreement that is live', () => {
  const now = { ...COMPLETE, retentionDays: 91 };

  it('narrows at once', async () => {
    const answer = await registry.revise('D2', 14, { ...now, categories: ['EQUIPMENT'], redactions: {} });
    expect(answer.body).toMatchObject({ state: 'live', version: 15, categories: ['EQUIPMENT'] });
    expect((await fact('D2'))!['categories']).toEqual(['EQUIPMENT']);
    expect(answer.body.proposal).toBeUndefined();
  });

  it('widens through sign-off and a second officer; until then the present terms count', async () => {
    const wider = await registry.revise('D2', 15, now, 'voss');
    expect(wider.body).toMatchObject({ categories: ['EQUIPMENT'], proposal: { widens: ['categories'], signOffs: [] } });
    expect((await fact('D2'))!['categories']).toEqual(['EQUIPMENT']);
    expect((await registry.step('D2', 'activate', 16)).body.code).toBe('agreement-incomplete');
    expect((await policy.send('GET', '/v1/agreements/D2', { as: 'pell' })).body.proposal).toBeUndefined();
    expect((await policy.send('GET', '/v1/agreements/D2', { as: 'stone' })).body.proposal).toBeDefined();
    const version = await registry.signAll('D2', 16);
    const answer = await registry.step('D2', 'activate', version);
    expect(answer.body).toMatchObject({ state: 'live', categories: COMPLETE.categories, version: 20 });
    expect(answer.body.proposal).toBeUndefined();
    expect((await fact('D2'))!['categories']).toEqual(COMPLETE.categories);
  });

  it('never changes what residents were asked about, nor narrows by a policy author', async () => {
    expect((await registry.revise('D2', 20, { ...now, purpose: 'HOUSUP' })).body.code).toBe(
      'agreement-of-other-purpose',
    );
    expect((await registry.revise('D2', 20, { ...now, retentionDays: 1 }, 'voss')).status).toBe(403);
  });

  it('keeps every version, and tells two apart field by field', async () => {
    const versions = await policy.send('GET', '/v1/agreements/D2/versions?limit=3', { as: 'stone' });
    expect(each(versions.body.items, 'change')).toEqual(['activate', 'sign-off', 'sign-off']);
    const older = await policy.send('GET', `/v1/agreements/D2/versions?after=${versions.body.next}`, { as: 'stone' });
    expect(each(older.body.items, 'version')).toEqual([...Array(17).keys()].map((at) => 17 - at));
    const one = await policy.send('GET', '/v1/agreements/D2/versions/15', { as: 'stone' });
    expect(one.body).toMatchObject({ change: 'narrow', state: 'live', terms: { categories: ['EQUIPMENT'] } });
    const difference = await policy.send('GET', '/v1/agreements/D2/versions/15/difference', { as: 'stone' });
    expect(difference.body).toEqual({
      ...{ from: 14, to: 15 },
      fields: [
        { field: 'categories', before: COMPLETE.categories, after: ['EQUIPMENT'], widens: false },
        { field: 'redactions', before: COMPLETE.redactions, after: {}, widens: false },
      ],
    });
    for (const path of ['D2/versions/99', 'D2/versions/1/difference', 'D99/versions', 'D2/versions/99999999999'])
      expect([path, (await policy.send('GET', `/v1/agreements/${path}`, { as: 'stone' })).status]).toEqual([path, 404]);
  });
});

describe('the review of an agreement', () => {
  it('that is past puts it under review by itself, once, and care goes on', async () => {
    await registry.live('D1', { reviewAt: '2026-02-01T00:00:00Z' });
    await eventually(async () => (await fact('D1'))!['state'] === 'under-review');
    const again = await policy.startAgain();
    const due = await policy.send('GET', '/v1/agreements?review=due', { as: 'marsh' });
    expect(due.body.items).toMatchObject([{ id: 'D1', state: 'under-review', version: 6 }]);
    await again.stop();
    expect(await policy.entries('agreement-review-past')).toHaveLength(1);
  });

  it('ends with a date for the next one', async () => {
    const past = { reviewAt: '2026-03-01T00:00:00Z' };
    expect((await registry.step('D1', 'reviewed', 6, { body: past })).body.code).toBe('invalid-period');
    const answer = await registry.step('D1', 'reviewed', 6, { body: { reviewAt: '2098-01-01T00:00:00Z' } });
    expect(answer.body).toMatchObject({ state: 'live', reviewAt: '2098-01-01T00:00:00.000Z', version: 7 });
    expect((await registry.step('D1', 'review', 7)).body).toMatchObject({ state: 'under-review' });
  });
});
