import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type ConsentPlace, openConsentPlace } from '../testing/consent-place.js';
import { IdentityDoors } from '../testing/identity-checks.js';

let place: ConsentPlace;
let doors: IdentityDoors;
beforeAll(async () => {
  place = await openConsentPlace();
  doors = new IdentityDoors(place);
});
afterAll(() => place.stop());

const lookUp = (as: string, body: object): Promise<Answer> => doors.post(as, '/v1/residents/lookup', body);
const postcode = (guess: number): string => `NM${Math.floor(guess / 10)} ${guess % 10}AA`;
const limited = async (): Promise<number> =>
  (await place.admin.query(`SELECT 1 FROM audit.staging WHERE facets ->> 'action' = 'search-limited'`)).rowCount!;

describe('guessing where somebody lives', () => {
  it('by looking up ends after ten guesses in an hour, also with the right one, and officers are shown it once', async () => {
    const { nhsNumber: _, givenName: __, ...person } = doors.someone();
    await doors.bring('nm-asc', person);
    const before = await limited();
    const guesses = await Promise.all(
      Array.from({ length: 16 }, (_unused, guess) => lookUp('brandt', { ...person, postcode: postcode(guess) })),
    );
    expect(guesses.filter(({ status }) => status === 200)).toHaveLength(10);
    const last = await lookUp('brandt', person);
    expect([last.status, last.headers.get('retry-after'), last.body['resident']]).toEqual([429, '3600', undefined]);
    expect(await limited()).toBe(before + 1);
    // A colleague who asks rightly is not held up, nor is she herself about somebody else.
    expect((await lookUp('osei', person)).body['resident']).not.toBeNull();
    const { nhsNumber: _n, givenName: _g, ...another } = doors.someone();
    expect((await lookUp('brandt', another)).status).toBe(200);
  });

  it('by bringing in or linking ends as soon, whether they are here or not', async () => {
    for (const known of [true, false]) {
      const { nhsNumber: _, ...person } = doors.someone();
      if (known) await doors.bring('nm-gp', person);
      const statuses: number[] = [];
      for (let guess = 0; guess < 12; guess += 1) {
        const body = { ...person, postcode: postcode(guess), localId: `${person.familyName}-${guess}` };
        statuses.push((await doors.post('harbour', guess % 2 ? '/v1/residents' : '/v1/residents/link', body)).status);
      }
      expect(statuses.slice(10)).toEqual([429, 429]);
      expect(statuses.slice(0, 10).every((status) => status < 300)).toBe(true);
    }
  });

  it('is no matter of asking the same again', async () => {
    const { nhsNumber: _, givenName: __, ...person } = doors.someone();
    for (let time = 0; time < 25; time += 1) expect((await lookUp('varga', person)).status).toBe(200);
  });

  it('counts against one member of staff over everybody, but not what finds somebody', async () => {
    const { nhsNumber: _, givenName: __, ...mine } = doors.someone();
    await doors.bring('nm-gp', mine);
    const strangers = Array.from({ length: 60 }, () => doors.someone());
    for (const { nhsNumber: _n, givenName: _g, ...stranger } of strangers) await lookUp('iqbal', stranger);
    for (let time = 0; time < 3; time += 1) expect((await lookUp('nm-gp', mine)).body['resident']).not.toBeNull();
    const { nhsNumber: _n, givenName: _g, ...one } = doors.someone();
    expect((await lookUp('iqbal', one)).status).toBe(429);
  });
});
