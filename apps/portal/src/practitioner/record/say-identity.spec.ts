import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import type { FoundPerson } from '../person/found-people.js';
import { readParts } from './read-parts.js';
import { type Identity, sayIdentity } from './say-identity.js';
import type { JsonObject } from './seen.js';
import { lookAt, seenRecord } from './testing/looks.js';

const t = new Texts(['en']).in('en');
const HALE: FoundPerson = { familyName: 'Hale', birthDate: '1944-05-03', nhsNumber: '9990000018' };
const patient = (change: JsonObject = {}): JsonObject => ({
  ...{ resourceType: 'Patient', name: [{ prefix: ['Mrs'], given: ['Margaret'], family: 'Hale' }] },
  ...{ birthDate: '1944-05-03', gender: 'female' },
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '999 000 0018' }],
  ...change,
});
const say = (body: JsonObject, found: FoundPerson | undefined = HALE, at = '2026-11-22T14:03:00Z'): Identity =>
  sayIdentity(t, { parts: readParts(t, lookAt([seenRecord('DEMOG', body)])), found, at })[0]!;

describe('who a record says that this is', () => {
  it('is told with name, birth, age and sex, as its agency has it', () => {
    expect(say(patient())).toEqual({
      ...{ agency: 'NM-GP', name: 'Mrs Margaret Hale', born: '3 May 1944', age: '82 years old', gender: 'Female' },
      ...{ died: undefined, differs: undefined },
    });
  });

  it('counts years by birthdays in London', () => {
    expect(say(patient(), HALE, '2026-05-02T22:59:59Z').age).toBe('81 years old');
    expect(say(patient(), HALE, '2026-05-02T23:00:00Z').age).toBe('82 years old');
  });

  it.each<[string, JsonObject]>([
    ['the family name', { name: [{ family: 'Pike' }] }],
    ['the date of birth', { birthDate: '1944-03-05' }],
    ['the NHS number', { identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000026' }] }],
  ])('warns where %s is not what was searched for', (field, change) => {
    expect(say(patient(change)).differs).toBe(
      `This is not what you searched for: ${field}. Check that this is the right person.`,
    );
  });

  it.each<[string, JsonObject, FoundPerson | undefined]>([
    ['is left out', { name: '[redacted]', birthDate: '[redacted]', identifier: [] }, HALE],
    ['is left out in its parts', { name: [{ family: '[redacted]' }], birthDate: '[masked]44' }, HALE],
    ['is spelt with an accent, a hyphen or capitals', { name: [{ family: 'HÁ-LE' }] }, HALE],
    [
      'was of former times',
      {
        name: [
          { use: 'official', family: 'Pike' },
          { use: 'old', family: 'Hale' },
        ],
      },
      HALE,
    ],
    ['nobody searched for', { name: [{ family: 'Pike' }] }, undefined],
  ])('warns of nothing where it %s', (_what, change, found) => {
    expect(
      sayIdentity(t, {
        parts: readParts(t, lookAt([seenRecord('DEMOG', patient(change))])),
        found,
        at: '2026-11-22T14:03:00Z',
      })[0]!.differs,
    ).toBeUndefined();
  });

  it('says that somebody died, and no age then', () => {
    const { died, age } = say(patient({ deceasedDateTime: '2026-10-30' }));
    expect([died, age]).toEqual(['30 October 2026', undefined]);
    expect(say(patient({ deceasedBoolean: false })).died).toBeUndefined();
  });
});
