import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CATEGORIES, type Category, shapeOf, SHAPES } from '#libs/domain';
import {
  absentLooksWithheld,
  counterexample,
  masksWhole,
  noPlaceLeaves,
  nothingHiddenLeaves,
} from '../testing/leak-properties.js';
import * as faults from './faults/seeded-minimisers.js';
import type { Hidden } from './hidden.js';
import { MASKED, REDACTED } from './mask-value.js';
import { minimise } from './minimise.js';

const NOTHING: Hidden = { redact: [], mask: [], hideLocation: false };
const D2: Hidden = { ...NOTHING, redact: ['condition.code', 'diagnosis'] };
const SHIELD: Hidden = { ...NOTHING, hideLocation: true };
const left = (body: object, category: Category, hidden = D2): unknown => {
  const text = minimise(JSON.stringify(body), category, hidden);
  return text === null ? null : JSON.parse(text);
};
const snomed = (code: string, display: string): object => ({
  coding: [{ system: 'http://snomed.info/sct', code, display }],
});
const marks = { condition: { code: REDACTED }, diagnosis: REDACTED };

describe('a hidden diagnosis', () => {
  it.each<[string, object, object | null]>([
    [
      'in a Condition with a text beside its codes',
      {
        resourceType: 'Condition',
        code: { ...snomed('5913000', 'Hip fracture'), text: 'Hip fracture' },
        onsetDateTime: '2026-10-30',
      },
      { resourceType: 'Condition', onsetDateTime: '2026-10-30', code: REDACTED, diagnosis: REDACTED },
    ],
    [
      'nested',
      { assessment: { diagnosis: 'Hip fracture', date: '2026-10-30' } },
      { assessment: { date: '2026-10-30' }, ...marks },
    ],
    ['spelt otherwise', { Diagnosis: 'Hip fracture', stairs: 'with help' }, { stairs: 'with help', ...marks }],
    ['told in a note', { stairs: 'with help', note: 'since she broke her hip' }, { stairs: 'with help', ...marks }],
    [
      'told where an answer is due',
      { stairs: 'with help', walking: 'broke her hip, so no' },
      { stairs: 'with help', ...marks },
    ],
    [
      'as the reason of something else',
      {
        resourceType: 'Observation',
        code: snomed('282097004', 'Ability to walk'),
        valueBoolean: false,
        bodySite: snomed('29836001', 'Hip'),
      },
      { resourceType: 'Observation', code: snomed('282097004', 'Ability to walk'), valueBoolean: false, ...marks },
    ],
    [
      'carried along',
      {
        ...{ resourceType: 'Observation', code: snomed('282097004', 'Ability to walk'), valueBoolean: false },
        ...{
          text: { div: '<div>Hip fracture</div>' },
          contained: [{ resourceType: 'Condition' }],
          extension: [{ valueString: 'hip' }],
        },
      },
      { resourceType: 'Observation', code: snomed('282097004', 'Ability to walk'), valueBoolean: false, ...marks },
    ],
    [
      'in a display',
      { diagnosis: 'Dementia', resourceType: 'Observation', code: snomed('1', 'Dementia screening') },
      null,
    ],
    [
      'by its code alone',
      { resourceType: 'Procedure', code: snomed('5913000', 'Repair'), reasonCode: snomed('5913000', 'Hip') },
      null,
    ],
    ['in a body that nobody knows', { measurements: [{ label: 'x' }] }, null],
    ['in a resource that the category has not', { resourceType: 'Composition', status: 'final' }, null],
    ['with nothing beside it', { heading: 'Functional state', diagnosis: 'Hip fracture' }, null],
  ])('%s', (_where, body, expected) => expect(left(body, 'FUNCTION')).toEqual(expected));

  it('leaves no trace of whether there was one', () =>
    expect(left({ stairs: 'with help', diagnosis: 'Hip fracture' }, 'FUNCTION')).toEqual(
      left({ stairs: 'with help' }, 'FUNCTION'),
    ));

  it('does not take the words of a schema for the hidden', () =>
    expect(
      left(
        {
          resourceType: 'Condition',
          clinicalStatus: { text: 'active' },
          code: { text: 'active' },
          severity: snomed('1', 'Active'),
        },
        'FUNCTION',
      ),
    ).not.toBeNull());

  it('gives up on a body that asks for too much work', () => {
    const many = Array.from({ length: 3000 }, (_one, at) => `condition${at}number`);
    const items = Array.from({ length: 600 }, (_one, at) => ({
      system: 'http://loinc.org',
      code: '1',
      display: `${at}${'x'.repeat(60)}`,
    }));
    const body = { resourceType: 'Observation', code: { coding: items }, diagnosis: many };
    expect(minimise(JSON.stringify(body), 'FUNCTION', D2)).toBeNull();
  });
});

describe('a masked value', () => {
  it.each([
    ['01632 960123', `${MASKED}123`],
    ['1234', MASKED],
    ['a1234', MASKED],
    [1944, REDACTED],
    [null, REDACTED],
  ])('%s shows %s', (phone, shown) =>
    expect(left({ phone, dose: 2 }, 'MEDS', { ...NOTHING, mask: ['phone'] })).toEqual({ phone: shown, dose: 2 }),
  );

  it('is left out where it is to be redacted too', () =>
    expect(
      left({ phone: '01632 960123', dose: 2 }, 'MEDS', { ...NOTHING, redact: ['phone'], mask: ['phone'] }),
    ).toEqual({
      phone: REDACTED,
      dose: 2,
    }));
});

describe('behind a shield', () => {
  it.each<[Category, object, object | null]>([
    ['DEMOG', { familyName: 'Nair', address: { line1: '14 Larch Row', postcode: 'ZZ10 1HA' } }, { familyName: 'Nair' }],
    ['FUNCTION', { stairs: 'alone', note: 'now at 14 Larch Row' }, { stairs: 'alone' }],
    ['EQUIPMENT', { inUse: 'grab rail', deliveredTo: 'her sister' }, { inUse: 'grab rail' }],
    ['EQUIPMENT', { inUse: 'grab rail', rail: 'bath', address: 'ZZ10 1HA' }, { inUse: 'grab rail', rail: 'bath' }],
    ['DISCHARGE', { pathway: 1, destination: 'her sister', hospital: 'Northmere General' }, { pathway: 1 }],
    ['ABOUTME', { whatMatters: 'the view of the mill' }, null],
    ['DEMOG', { familyName: 'Nair', preferredName: 'Priya, ZZ10 1HA' }, null],
    ['FUNCTION', { stairs: 'alone', falls: 100023336956 }, { stairs: 'alone' }],
  ])('%s keeps what cannot locate of %j', (category, body, expected) =>
    expect(left(body, category, SHIELD)).toEqual(expected),
  );
});

describe('what nothing hides', () => {
  it('leaves with the digits, the order and the fields that were sent', () => {
    const text = '{"z":1.00,"id":9007199254740993,"a":{"b":[-0,1e3,"x"]}}';
    expect(minimise(text, 'MEDS', NOTHING)).toBe(text);
  });

  it('leaves digits as sent where something else is hidden too', () =>
    expect(minimise('{"dose":1.00,"timesADay":2e0,"note":"x"}', 'MEDS', SHIELD)).toBe('{"dose":1.00,"timesADay":2e0}'));

  it.each([
    [{ AccessInformation: { Keysafe: { Location: 'by the door', Code: '4471' } } }],
    [{ keysafe_code: 4471 }],
    [{ visits: [{ 'key-safe': [{ CODE: '4471', number: '4471' }] }] }],
    [{ keySafe: '4471' }],
  ])('never leaves with the code of a key safe: %j', (body) => {
    for (const category of ['PROPERTY', 'REPAIRS', 'CAREPLAN'] as const)
      expect(String(minimise(JSON.stringify(body), category, NOTHING))).not.toContain('4471');
  });
});

describe('for any body', () => {
  it.each([
    ['nothing hidden leaves', nothingHiddenLeaves, 2000],
    ['no place leaves behind a shield', noPlaceLeaves, 2000],
    ['absent looks like withheld', absentLooksWithheld, 1000],
    ['short values are masked whole', masksWhole, 300],
  ])('%s', (_what, property, runs) => expect(counterexample(property(minimise), runs)).toBeNull());

  it.each([
    ['the named paths alone', faults.byPathOnly, nothingHiddenLeaves],
    ['the shapes without the net', faults.withoutNet, nothingHiddenLeaves],
    ['unknown bodies let through', faults.unknownPasses, nothingHiddenLeaves],
    ['locating by label', faults.locatingByLabel, noPlaceLeaves],
    ['the shapes without the net, behind a shield', faults.withoutNet, noPlaceLeaves],
    ['a mark only where something was', faults.markWhereFound, absentLooksWithheld],
    ['the end of a short value', faults.tailOfShort, masksWhole],
  ])('and the fault is found: %s', (_what, fault, property) =>
    expect(counterexample(property(fault), 3000)).not.toBeNull(),
  );
});

describe('the schemas', () => {
  const synthea = gunzipSync(readFileSync('demo/records/synthea-records.jsonl.gz')).toString().trimEnd().split('\n');
  const plain = ['care-and-housing', 'posted-by-the-script'].flatMap(
    (name) => JSON.parse(readFileSync(`demo/records/${name}.json`, 'utf8')) as { category: Category; body: object }[],
  );
  const town = [
    ...plain,
    ...synthea
      .map((line) => JSON.parse(line) as { category: Category; resource: object })
      .map(({ category, resource }) => ({ category, body: resource })),
  ];

  it('know a body of every category, and each by one shape', () => {
    for (const category of CATEGORIES) {
      expect(SHAPES[category].length).toBeGreaterThan(0);
      const types = SHAPES[category].map(({ resource }) => resource);
      expect(new Set(types).size).toBe(types.length);
    }
  });

  it('fit every record of the demo town', () =>
    expect(town.filter(({ category, body }) => shapeOf(category, body) === null)).toEqual([]));

  it('let something through of each that the town shares under the agreement that leaves a diagnosis out', () => {
    const shared = plain.filter(({ category }) => category === 'FUNCTION' || category === 'EQUIPMENT');
    expect(shared.length).toBeGreaterThan(3);
    expect(shared.filter(({ category, body }) => left(body, category) === null)).toEqual([]);
  });

  it('withhold few of them by the net, and never a medicine with a name or an allergy', () => {
    const lost = (hidden: Hidden) => town.filter(({ category, body }) => left(body, category, hidden) === null);
    const named = ({ category, body }: (typeof town)[number]): boolean =>
      category === 'ALLERGY' || (category === 'MEDS' && 'medicationCodeableConcept' in body);
    expect(lost(SHIELD).filter(named)).toEqual([]);
    expect(lost(SHIELD).length).toBeLessThan(town.length * 0.06);
    expect(lost(D2).length).toBeLessThan(town.length * 0.12);
  });
});
