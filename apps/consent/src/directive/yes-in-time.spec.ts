import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';
import { D2, DAY, type DirectiveDoor, directiveDoor, forgetWhatWasSaid } from '../testing/directive-door.js';

let place: ConsentPlace;
let door: DirectiveDoor;
beforeAll(async () => {
  place = await openConsentPlace();
  door = directiveDoor(place, await settleMargaret(place));
});
afterAll(() => place.stop());
beforeEach(() => forgetWhatWasSaid(place));

const NAMED = { recipients: ['NM-ASC'], categories: ['MEDS'], purposes: ['COC'] };
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();
const say = (body: object): Promise<Answer> => door.say('margaret', body);
const standing = async (): Promise<string[]> =>
  (await door.list('margaret')).map(({ status }) => String(status)).sort();

describe('a yes', () => {
  it('begins when it is given: none is kept for later', async () => {
    const later = { instruction: 'give', ...NAMED, startsAt: inDays(30) };
    expect(await say(later)).toMatchObject({ status: 400, body: { errors: [{ field: 'startsAt' }] } });
  });

  it('without an agreement leaves withdrawn what it does not outlast', async () => {
    const { id } = (await say({ instruction: 'give', ...NAMED })).body;
    await door.withdraw('margaret', id);
    expect((await say({ instruction: 'give', ...NAMED, expiresAt: inDays(2) })).status).toBe(201);
    expect(await standing()).toEqual(['ConsentGiven', 'ConsentWithdrawn']);
  });

  it('waits for no objection to records of whom the agreement does not let send', async () => {
    await say({ instruction: 'object', sources: ['HARBOUR'], categories: ['FUNCTION'] });
    expect((await say(D2)).status).toBe(201);
    await say({ instruction: 'object', sources: ['NM-ASC'], categories: ['FUNCTION'] });
    expect((await say(D2)).body['code']).toBe('refusal-in-force');
  });
});

describe('a yes that ends', () => {
  it('ends no refusal that outlasts it, where sharing goes on without a yes', async () => {
    await say({ instruction: 'refuse', ...NAMED });
    const short = { instruction: 'give', ...NAMED, expiresAt: inDays(2) };
    expect((await say(short)).body['code']).toBe('refusal-in-force');
    expect((await say({ ...short, expiresAt: null })).status).toBe(201);
    expect(await standing()).toEqual(['ConsentGiven']);
  });

  it('ends one under an agreement, where nothing goes on without it', async () => {
    await say({ instruction: 'refuse', agreement: 'D2' });
    expect((await say({ ...D2, expiresAt: inDays(2) })).status).toBe(201);
    expect(await standing()).toEqual(['ConsentGiven']);
  });

  it('is not stopped by a wider refusal that has ended by itself', async () => {
    const { id } = (await say({ instruction: 'refuse', recipients: ['HARBOUR'], expiresAt: inDays(1) })).body;
    const past = `UPDATE consent.directive SET starts_at = starts_at - interval '3 days', expires_at = expires_at - interval '2 days' WHERE id = $1`;
    await place.admin.query(past, [id]);
    expect((await say({ ...D2, recipients: ['HARBOUR'] })).status).toBe(201);
  });
});

describe('a change of a yes', () => {
  it('goes no further than a new one may: it names whom and what', async () => {
    const { id } = (await say({ instruction: 'give', ...NAMED })).body;
    for (const part of ['recipients', 'categories', 'purposes']) {
      expect((await door.amend('margaret', id, 1, { [part]: null })).body['code']).toBe('invalid-scope');
    }
    expect((await door.amend('margaret', id, 1, { sources: null, categories: ['ALLERGY'] })).status).toBe(200);
  });

  it('comes beside no refusal that a new one could not be given beside', async () => {
    const { id } = (await say({ instruction: 'give', ...NAMED })).body;
    await say({ instruction: 'refuse', recipients: ['HARBOUR'] });
    const both = { recipients: ['NM-ASC', 'HARBOUR'] };
    expect(await door.amend('margaret', id, 1, both)).toMatchObject({
      status: 409,
      body: { code: 'refusal-in-force' },
    });
    expect((await door.amend('margaret', id, 1, { categories: ['MEDS', 'ALLERGY'] })).status).toBe(200);
  });

  it.each(['margaret', 'brandt'])('that changes nothing writes nothing, by %s', async (as) => {
    const { id } = (await say(D2)).body;
    for (const body of [{}, { recipients: null }]) {
      expect(await door.amend(as, id, 1, body)).toMatchObject({ status: 200, body: { version: 1 } });
    }
    expect(await door.events()).toHaveLength(1);
    const { rows } = await place.admin.query('SELECT 1 FROM audit.staging');
    expect(rows).toHaveLength(1);
  });

  it('is none of one that has ended', async () => {
    const { id } = (await say({ instruction: 'give', ...NAMED, expiresAt: inDays(1) })).body;
    const past = `UPDATE consent.directive SET starts_at = starts_at - interval '3 days', expires_at = expires_at - interval '2 days' WHERE id = $1`;
    await place.admin.query(past, [id]);
    for (const body of [{}, { expiresAt: inDays(9) }, { expiresAt: null }]) {
      expect(await door.amend('margaret', id, 1, body)).toMatchObject({ status: 409, body: { code: 'already-ended' } });
    }
  });
});
