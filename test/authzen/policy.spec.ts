import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runPolicy, type RunningPolicy } from '../../apps/policy/src/testing/running-policy.js';
import { REQUIREMENTS } from './conformance.js';
import { policyUnderTest, type PolicyUnderTest } from './policy-under-test.js';
import { SEARCH_REQUIREMENTS } from './search-conformance.js';
import { asSearch } from './searching.js';
import { send, type Heard, type Question, type Sought } from './server-under-test.js';

let policy: RunningPolicy;
let place: PolicyUnderTest;
beforeAll(async () => {
  policy = await runPolicy();
  place = await policyUnderTest(policy);
});
beforeEach(async () => void (await policy.admin.query('DELETE FROM audit.staging')));
afterAll(() => policy.stop());

const search = (sought: Sought, question: Question = place.server.searches[sought].question): Promise<Heard> =>
  send(place.server, `/access/v1/search/${sought}`, { body: asSearch(sought, question) });

describe('the product conforms to AuthZEN 1.0', () => {
  it.each([...REQUIREMENTS, ...SEARCH_REQUIREMENTS])('$clause', async ({ check }) => {
    expect(await check(place.server)).toEqual([]);
  });
});

describe('a search', () => {
  it('is one entry of its own, its results sealed with the resident’s key', async () => {
    const { body } = await search('subject');
    const { rows } = await policy.admin.query('SELECT id, kind, facets FROM audit.staging');
    expect(rows).toEqual([
      { id: body.context.entryId, kind: 'search', facets: expect.objectContaining({ residentId: place.resident.id }) },
    ]);
    const [entry] = await policy.entries('access-search-subject');
    expect(entry!.holder).toBe(`resident/${place.resident.id}`);
    expect(entry!.open(place.resident.dataKey)).toMatchObject({ results: body.results });
    expect(JSON.stringify(entry!.index)).not.toContain(body.results[0].id);
  });

  it.each(['subject', 'resource', 'action'] as const)(
    'for a %s answers a stranger’s pseudonym and a made-up one alike',
    async (sought) => {
      const heard = [
        await search(sought, place.about(place.resident.pseudonymAt('HARBOUR'))),
        await search(sought, place.about('b'.repeat(26))),
      ];
      const plain = heard.map(({ status, body }) => ({ status, body: { ...body, context: null } }));
      expect(plain[0]!.body.results).toEqual([]);
      expect(plain[0]).toEqual(plain[1]);
      const entries = await policy.entries(`access-search-${sought}`);
      expect(entries.map(({ holder, index }) => [holder, index['residentId']])).toEqual([
        ['place/place', undefined],
        ['place/place', undefined],
      ]);
    },
  );

  it('finds nobody of another agency, and no officer but the caller', async () => {
    const { body } = await search('subject');
    const ids = (body.results as { id: string }[]).map(({ id }) => id);
    const { rows } = await policy.admin.query<{ agency: string }>(
      'SELECT DISTINCT agency FROM policy.principal WHERE id = ANY ($1)',
      [ids],
    );
    expect(rows).toEqual([{ agency: 'REACH' }]);
    const officers = { ...place.server.permitted, subject: { type: 'officer', id: '' } };
    expect((await search('subject', officers)).body.results).toEqual([]);
  });
});
