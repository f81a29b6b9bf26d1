import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { asOneRecord } from './faults/unopened-bundles.js';
import { presentGlance } from './present-glance.js';
import { readParts, recordsOf, type ReadPart } from './read-parts.js';
import { resourcesIn } from './resources-in.js';
import { sayIdentity } from './say-identity.js';
import type { Json, JsonObject } from './seen.js';
import { lookAt, seenRecord } from './testing/looks.js';

const t = new Texts(['en']).in('en');
const TODAY = '2026-11-22';
const allergy = { resourceType: 'AllergyIntolerance', id: 'a1', code: { text: 'Penicillin' }, criticality: 'high' };
const medicine = {
  resourceType: 'MedicationRequest',
  status: 'active',
  medicationReference: { reference: 'urn:uuid:m1' },
};
const named = { resourceType: 'Medication', id: 'm1', code: { text: 'Warfarin 3 mg' } };
const patient = { resourceType: 'Patient', name: [{ family: 'Hale' }], birthDate: '1944-05-03' };
const bundle = (...resources: readonly JsonObject[]): JsonObject => ({
  ...{ resourceType: 'Bundle', type: 'document', timestamp: '2026-11-02T10:00:00Z' },
  entry: resources.map((resource, at) => ({
    fullUrl: typeof resource['id'] === 'string' ? `urn:uuid:${resource['id']}` : `urn:uuid:${at}`,
    resource,
  })),
});
const partsOf = (body: Json): ReadPart[] => readParts(t, lookAt([seenRecord('DISCHARGE', body)]));
const titlesOf = (body: Json): string[] =>
  partsOf(body)
    .flatMap(recordsOf)
    .map(({ title }) => title);
const alertsIn = (parts: readonly ReadPart[]): string[] =>
  presentGlance(t, parts, undefined).alerts.map(({ what }) => what);

describe('what a record holds', () => {
  it.each<[string, JsonObject]>([
    ['a Bundle', bundle(allergy, patient)],
    ['a Bundle in a Bundle', bundle(bundle(allergy), patient)],
    [
      'a List that contains it',
      { resourceType: 'List', status: 'current', contained: [allergy], entry: [{ item: { reference: '#a1' } }] },
    ],
    ['a plan that contains it', { resourceType: 'CarePlan', title: 'Plan', contained: [allergy] }],
  ])('of %s is a row of its own, with its alert', (_what, body) => {
    expect(titlesOf(body)[0]).toBe('Penicillin');
    expect(alertsIn(partsOf(body))).toEqual(['Penicillin']);
    expect(alertsIn(partsOf(asOneRecord(body)))).toEqual([]);
  });

  it('has the name that another entry gives it, and says who it is of', () => {
    const parts = partsOf(bundle(patient, medicine, named));
    expect(parts.flatMap(recordsOf).map(({ title }) => title)).toEqual(['Hale', 'Warfarin 3 mg']);
    expect(sayIdentity(t, { parts, found: undefined, at: '2026-11-22T14:03:00Z' })).toMatchObject([
      { name: 'Hale', born: '3 May 1944' },
    ]);
    expect(parts.flatMap(recordsOf).map(({ hides }) => hides)).toEqual([undefined, undefined]);
  });

  it('carries what changes the meaning of the whole, and is disputed once', () => {
    const body = { ...bundle(allergy, patient), modifierExtension: [{ url: 'x', valueBoolean: true }] };
    const seen = seenRecord('DISCHARGE', body, { accuracyDisputed: true });
    const { alerts } = presentGlance(t, readParts(t, lookAt([seen])), undefined);
    const changed = alerts.filter(({ says }) => says === 'Something changes its meaning').map(({ what }) => what);
    expect(changed).toEqual(expect.arrayContaining(['Penicillin', 'Hale']));
    expect(alerts.filter(({ says }) => says.startsWith('The person disputes'))).toHaveLength(1);
  });

  it('is no medicine because it was sent beside one', () => {
    const parts = readParts(t, lookAt([seenRecord('MEDS', bundle(patient, medicine, named, allergy))]));
    const tables = presentGlance(t, parts, undefined).overviews.map(({ now }) => now.map(({ title }) => title));
    expect(tables).toEqual([['Penicillin'], ['Warfarin 3 mg']]);
  });

  it.each<[Json, number]>([
    [bundle(), 1],
    [{ resourceType: 'Bundle', entry: '[redacted]' }, 1],
    [{ resourceType: 'Bundle', entry: [{ resource: '[redacted]' }, { fullUrl: 'urn:x' }] }, 2],
    [{ resourceType: 'Bundle', entry: [{ resource: allergy }], note: 'x' }, 2],
    [{ resourceType: 'MedicationRequest', contained: [named] }, 1],
    [{ heading: 'Risks', entry: [{ resource: allergy }] }, 1],
    ['in words', 1],
  ])('is never lost: %j', (body, count) => expect(resourcesIn(body, TODAY)).toHaveLength(count));
});
