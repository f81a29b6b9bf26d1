import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { noneAsAllergies } from './faults/forgetful-glances.js';
import { countOf } from './no-known-allergy.js';
import type { Overview } from './overview.js';
import { presentGlance } from './present-glance.js';
import { type ReadPart, readParts } from './read-parts.js';
import type { Json, JsonObject } from './seen.js';
import { lookAt, seenRecord } from './testing/looks.js';

const t = new Texts(['en']).in('en');
const partsOf = (...bodies: readonly Json[]): ReadPart[] =>
  readParts(t, lookAt(bodies.map((body) => seenRecord('ALLERGY', body))));
const allergiesOf = (...bodies: readonly Json[]): Overview =>
  presentGlance(t, partsOf(...bodies), undefined).overviews[0]!;
const coded = (code: string, display?: string, change: JsonObject = {}): JsonObject => ({
  ...{ resourceType: 'AllergyIntolerance', clinicalStatus: { coding: [{ code: 'active' }] } },
  ...{ verificationStatus: { coding: [{ code: 'confirmed' }] } },
  code: { coding: [{ system: 'http://snomed.info/sct', code, ...(display !== undefined && { display }) }] },
  ...change,
});
const severe = { reaction: [{ severity: 'severe', manifestation: [{ text: 'Swelling' }] }] };
const real = ['Penicillin', 'Nuts', 'Latex'].map((name) => coded('1', name, severe));
const NO_KNOWN = coded('716186003', 'No known allergy (situation)', { recordedDate: '2020-02-01' });
const CONTRADICTS = 'This contradicts what stands below.';

describe('that there is no known allergy', () => {
  it('stands above the allergies as what was recorded, is none of them, and says that they contradict it', () => {
    const { recordedNone, now } = allergiesOf(NO_KNOWN, ...real);
    expect(now.map(({ title }) => title)).toEqual(['Penicillin', 'Nuts', 'Latex']);
    expect(recordedNone.map(({ says, agency, warnings }) => [says, agency, warnings])).toEqual([
      ['No known allergy, Confirmed, 1 February 2020', 'NM-GP', [CONTRADICTS]],
    ]);
    expect(partsOf(NO_KNOWN, ...real).map((part) => countOf(t, part))).toEqual([
      '3 shown, 1 record that there is none',
    ]);
  });

  it('alone contradicts nothing, and is still no proof', () => {
    const { recordedNone, nothing } = allergiesOf(NO_KNOWN);
    expect(recordedNone[0]!.warnings).toEqual([]);
    expect(nothing).toMatch(/This does not mean that there are none\.$/);
    expect(countOf(t, partsOf(NO_KNOWN)[0]!)).toBe('1 record that there is none');
  });

  it.each<JsonObject>([
    coded('409137002', 'No known drug allergy'),
    coded('428607008', 'No known environmental allergy'),
    coded('429625007', 'No known food allergy'),
    coded('428197003', 'No known insect allergy'),
    coded('no-known-allergies'),
    { resourceType: 'AllergyIntolerance', code: { text: 'NKDA' } },
    { allergen: 'No known allergies' },
    { heading: 'Allergies and adverse reactions', allergies: 'None known' },
  ])('is read of %j', (body) => {
    const { recordedNone, now } = allergiesOf(body);
    expect([recordedNone.length, now.length]).toEqual([1, 0]);
  });

  it.each<JsonObject>([
    { ...NO_KNOWN, ...severe },
    coded('716186003', 'Penicillin'),
    { allergen: 'No known allergies but penicillin' },
    { allergen: 'Nuts' },
    coded('1', 'No-sting dressing'),
  ])('is not read of %j', (body) => {
    const { recordedNone, now } = allergiesOf(body);
    expect([recordedNone.length, now.length]).toEqual([0, 1]);
  });

  it('that was refuted or recorded by mistake is over', () => {
    const { recordedNone, over } = allergiesOf({
      ...NO_KNOWN,
      verificationStatus: { coding: [{ code: 'entered-in-error' }] },
    });
    expect([recordedNone.length, over.length]).toEqual([0, 1]);
  });

  it.each([
    [['medication'], CONTRADICTS],
    [['food'], undefined],
    [null, 'This may contradict what stands below: read both.'],
  ])('of a medicine, beside one of %j: %s', (category, says) => {
    const drug = coded('409137002', 'No known drug allergy');
    const { recordedNone } = allergiesOf(drug, coded('1', 'Something', { category }));
    expect(recordedNone[0]!.warnings[0]).toBe(says);
  });

  it('would be found out if it were a row of the table (seeded fault)', () => {
    const glance = presentGlance(t, partsOf(NO_KNOWN, ...real), undefined);
    const [{ now }] = noneAsAllergies(glance, []).overviews as [Overview];
    expect(now.map(({ title }) => title)).toContain('No known allergy, Confirmed, 1 February 2020');
  });
});
