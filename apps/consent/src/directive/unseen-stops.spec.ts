import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '#libs/persistence';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ResolveResident } from '../resident/resolve-resident.js';
import {
  type Answer,
  type ConsentPlace,
  openConsentPlace,
  settleMargaret,
  worksWith,
} from '../testing/consent-place.js';
import { type DirectiveDoor, directiveDoor, forgetWhatWasSaid, REFUSE_HARBOUR } from '../testing/directive-door.js';
import type { RecordedDirective } from './directive-view.dto.js';
import { DirectiveStore } from './directive-store.js';
import { allShown } from './faults/all-shown.js';
import { FindDirective } from './find-directive.js';
import { RecordDirective } from './record-directive.js';
import { WithdrawConsent } from './withdraw-consent.js';

let place: ConsentPlace;
let door: DirectiveDoor;
beforeAll(async () => {
  place = await openConsentPlace();
  const margaret = await settleMargaret(place);
  door = directiveDoor(place, margaret);
  await worksWith(place, margaret.id, { agency: 'HARBOUR', purpose: 'HOUSADAPT' });
});
afterAll(() => place.stop());
beforeEach(() => forgetWhatWasSaid(place));

const said = async (body: object): Promise<string> => (await door.say('margaret', body)).body['id'] as string;
const decide = (as: string, id: string, act: string): Promise<Answer> =>
  place.send('POST', `/v1/directives/${id}/${act}`, { as, headers: { 'if-match': '"1"' } });
const lift = (id: string): Promise<Answer> => decide('margaret', id, 'lift');

/** What each door answers the people of an agency about this id, but for the answer's own id. */
async function answers(id: string): Promise<unknown[]> {
  const all = [
    await door.withdraw('varga', id),
    await door.withdraw('harbour', id),
    await door.withdraw('harbour-ig', id),
    await door.amend('varga', id, 1, {}),
    await door.amend('varga', id, 9, { categories: ['MEDS'] }),
    await decide('harbour-ig', id, 'uphold'),
    await decide('harbour-ig', id, 'decline'),
  ];
  return all.map(({ status, body: { instance: _instance, ...body } }) => ({ status, body }));
}

/** The use case as it would be, were whatever was said shown to everybody. */
function withdrawnByVarga(id: string): Promise<RecordedDirective> {
  const { app } = place.running;
  const [work, store, record] = [app.get(UnitOfWork), app.get(DirectiveStore), app.get(RecordDirective)];
  const find = new FindDirective(store, app.get(ResolveResident), allShown);
  const varga = { id: place.people['varga']!, kind: 'practitioner', agency: 'HARBOUR', roles: ['surveyor'] };
  return new WithdrawConsent(work, store, find, record).withdraw(varga as never, id);
}

/** Nothing of Harbour's, or discreet. */
const UNSEEN = [
  { sources: ['NM-GP'], recipients: ['NM-ASC'] },
  { categories: ['MENTALHEALTH'] },
  { recipients: ['BEACON'] },
  { sources: ['HARBOUR'], recipients: ['BEACON'] },
  { categories: ['DOMESTICABUSE'] },
  { purposes: ['SAFEG'] },
];

describe('a no that an agency’s list does not show', () => {
  it.each(UNSEEN)('is none by its id, standing or taken back: %j', async (scope) => {
    const nothing = await answers(randomUUID());
    const id = await said({ instruction: 'refuse', ...scope });
    expect(await door.list('varga')).toEqual([]);
    expect(await answers(id)).toEqual(nothing);
    expect((await lift(id)).status).toBe(200);
    expect(await answers(id)).toEqual(nothing);
  });

  it('is told of by its id exactly where it is in the list', async () => {
    const some = (...names: string[]): fc.Arbitrary<string[] | null> =>
      fc.option(fc.subarray(names, { minLength: 1, maxLength: 2 }));
    const scopes = fc.record({
      sources: some('HARBOUR', 'NM-ASC', 'NM-GP'),
      recipients: some('BEACON', 'HARBOUR', 'NM-ASC'),
      categories: some('DOMESTICABUSE', 'FUNCTION', 'MENTALHEALTH'),
      purposes: some('COC', 'HOUSADAPT', 'SAFEG'),
    });
    const all = { sources: null, recipients: null, categories: null, purposes: null };
    const outcomes = new Set<number>();
    const alike = async (instruction: string, scope: object): Promise<void> => {
      await forgetWhatWasSaid(place);
      const id = await said({ instruction, ...scope });
      const listed = (await door.list('varga')).length > 0;
      const { status } = await door.withdraw('varga', id);
      expect(status).toBe(listed ? 409 : 404);
      outcomes.add(status);
    };
    await fc.assert(fc.asyncProperty(fc.constantFrom('refuse', 'object'), scopes, alike), {
      ...{
        numRuns: 15,
        examples: [
          ['refuse', all],
          ['object', { ...all, purposes: ['SAFEG'] }],
        ],
      },
    });
    expect(outcomes.size).toBe(2);
  });

  it('is found by its id where whatever was said is shown', async () => {
    const run = withdrawnByVarga(await said({ instruction: 'refuse', ...UNSEEN[0] }));
    await expect(run).rejects.toMatchObject({ code: 'not-a-consent' });
  });
});

describe('a consent that anybody may withdraw whom the resident tells', () => {
  const named = { recipients: ['BEACON', 'HARBOUR'], categories: ['FUNCTION'], purposes: ['HOUSADAPT'] };

  it.each([
    ['part of which is discreet', named, { recipients: ['HARBOUR'], categories: ['FUNCTION'] }],
    ['nothing of which concerns them', { ...named, recipients: ['BEACON'] }, { recipients: [], categories: [] }],
  ])('is told to them no further than their list tells it: %s', async (_what, scope, told) => {
    const id = await said({ instruction: 'give', ...scope });
    const withdrawn = (await door.withdraw('varga', id)).body;
    expect(withdrawn).toMatchObject({ id, status: 'ConsentWithdrawn', ...told });
    expect((await door.withdraw('varga', id)).body).toEqual(withdrawn);
    expect(JSON.stringify(withdrawn)).not.toContain('BEACON');
  });

  it('is not changed, word by word or in its time, by whom nothing of it is shown', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const id = await said({ instruction: 'give', ...named, recipients: ['BEACON'], expiresAt });
    for (const change of [{}, { expiresAt: '2035-01-01T00:00:00Z' }, { categories: ['FUNCTION'] }]) {
      expect((await door.amend('varga', id, 1, change)).status).toBe(404);
    }
    expect(await endOf(id)).toBe(expiresAt);
  });

  it('a no that their pages hide lasts as long as its resident says', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const id = await said({ instruction: 'refuse', recipients: ['BEACON'], expiresAt });
    expect((await door.amend('margaret', id, 1, { expiresAt: null })).status).toBe(200);
    expect(await endOf(id)).toBeNull();
  });

  it('tells nothing of its times where nothing of it is shown', async () => {
    const id = await said({ instruction: 'give', ...named, recipients: ['BEACON'], expiresAt: '2030-01-01T00:00:00Z' });
    const { startsAt, expiresAt, effectiveAt } = (await door.withdraw('varga', id)).body;
    expect([startsAt, expiresAt]).toEqual([new Date(String(effectiveAt)).toISOString(), null]);
  });

  it('is narrowed, and an objection upheld, without a discreet name', async () => {
    const id = await said({ instruction: 'give', ...named, categories: ['FUNCTION', 'EQUIPMENT'] });
    const amended = await door.amend('varga', id, 1, { categories: ['FUNCTION'] });
    expect(amended.body).toMatchObject({ recipients: ['HARBOUR'], categories: ['FUNCTION'] });
    const objection = await said({ instruction: 'object', recipients: ['BEACON', 'HARBOUR'] });
    const { body } = await decide('harbour-ig', objection, 'uphold');
    expect(body).toMatchObject({ status: 'Objected', recipients: ['HARBOUR'] });
  });

  it('would be told with every name if an answer were not asked what they are shown (seeded fault)', async () => {
    const id = await said({ instruction: 'give', ...named });
    expect((await withdrawnByVarga(id)).recipients).toEqual(['BEACON', 'HARBOUR']);
  });
});

describe('no stop is lost by that', () => {
  it('any staff withdraw a consent that they are not shown, and write down a no', async () => {
    const told = { recipients: ['BEACON'], categories: ['ABOUTME'], purposes: ['COC'] };
    const id = await said({ instruction: 'give', ...told });
    expect(await door.list('varga')).toEqual([]);
    expect((await door.withdraw('varga', id)).body).toMatchObject({ status: 'ConsentWithdrawn' });
    expect((await door.say('varga', { instruction: 'refuse', ...UNSEEN[0], channel: 'phone' })).status).toBe(201);
  });

  it('who decides objections finds each, shown or not', async () => {
    for (const scope of UNSEEN) {
      const id = await said({ instruction: 'object', ...scope });
      expect((await door.withdraw('harbour-ig', id)).status).toBe(404);
      expect((await decide('harbour-ig', id, 'uphold')).body).toMatchObject({ status: 'Objected' });
    }
  });

  it('a refusal that they are shown is widened by its id', async () => {
    const id = await said({ ...REFUSE_HARBOUR, categories: ['FUNCTION'] });
    expect((await door.amend('varga', id, 1, { categories: null })).body).toMatchObject({ version: 2 });
  });
});

/** The one that stands, as it is stored. */
async function endOf(id: string): Promise<string | null> {
  const sql = 'SELECT expires_at AS at FROM consent.directive WHERE id = $1 AND superseded_at IS NULL';
  return (await place.admin.query<{ at: Date | null }>(sql, [id])).rows[0]!.at?.toISOString() ?? null;
}
