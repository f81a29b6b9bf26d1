import { describe, expect, it } from '@jest/globals';
import type { Category } from '#libs/domain';
import {
  absentLooksWithheld,
  counterexample,
  masksWhole,
  noPlaceLeaves,
  nothingHiddenLeaves,
  proseChangesNothing,
} from '../testing/leak-properties.js';
import * as faults from './faults/seeded-minimisers.js';
import type { Hidden } from './hidden.js';
import { MASKED, REDACTED } from './mask-value.js';
import { minimise } from './minimise.js';

const NOTHING: Hidden = { redact: [], mask: [], hideLocation: false };
const D2: Hidden = { ...NOTHING, redact: ['condition.code', 'diagnosis'] };
const SHIELD: Hidden = { ...NOTHING, hideLocation: true };
function left(body: object, category: Category, hidden = D2): unknown {
  const text = minimise(JSON.stringify(body), category, hidden);
  return text === null ? null : JSON.parse(text);
}
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
          severity: snomed('24484000', 'Active'),
        },
        'FUNCTION',
      ),
    ).not.toBeNull());

  it('gives up on a body that asks for too much work', () => {
    const many = Array.from({ length: 3000 }, (_one, at) => `place${at}number`);
    const coding = Array.from({ length: 600 }, (_one, at) => ({
      system: 'http://snomed.info/sct',
      code: '386053000',
      display: `Term ${'long '.repeat(12)} ${[...String(at)].map((digit) => 'abcdefghij'[Number(digit)]!).join('')}`,
    }));
    const body = (places: string[]): object => ({
      resourceType: 'Procedure',
      code: { coding },
      location: { display: places },
    });
    expect(left(body(many.slice(0, 1)), 'FUNCTION', SHIELD)).not.toBeNull();
    expect(left(body(many), 'FUNCTION', SHIELD)).toBeNull();
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
    expect(left({ phone, falls: 2 }, 'FUNCTION', { ...NOTHING, mask: ['phone'] })).toEqual({ phone: shown, falls: 2 }),
  );

  it('is left out where it is to be redacted too', () =>
    expect(
      left({ phone: '01632 960123', falls: 2 }, 'FUNCTION', { ...NOTHING, redact: ['phone'], mask: ['phone'] }),
    ).toEqual({
      phone: REDACTED,
      falls: 2,
    }));
});

describe('behind a shield', () => {
  it.each<[Category, object, object | null]>([
    [
      'DEMOG',
      { familyName: 'Nair', sex: 'female', address: { line1: '14 Larch Row', postcode: 'ZZ10 1HA' } },
      { sex: 'female' },
    ],
    ['FUNCTION', { stairs: 'alone', note: 'now at 14 Larch Row' }, { stairs: 'alone' }],
    ['EQUIPMENT', { inUse: 'grab rail', deliveredTo: 'her sister' }, { inUse: 'grab rail' }],
    ['EQUIPMENT', { inUse: 'grab rail', rail: 'bath', address: 'ZZ10 1HA' }, { inUse: 'grab rail', rail: 'bath' }],
    ['DISCHARGE', { pathway: 1, destination: 'her sister', hospital: 'Northmere General' }, { pathway: 1 }],
    ['ABOUTME', { whatMatters: 'the view of the mill' }, null],
    ['DEMOG', { familyName: 'Nair', preferredName: 'Priya, ZZ10 1HA' }, null],
    ['FUNCTION', { stairs: 'alone', falls: 100023336956 }, { stairs: 'alone' }],
    ['DEMOG', { sex: 'Female', ethnicity: 'Kendal-Bankside-12', preferredName: 'c/o Ruth, Kendal' }, { sex: 'female' }],
    [
      'EQUIPMENT',
      { resourceType: 'Device', status: 'active', type: snomed('58938008', 'Wheelchair at Bramble Rise, Kendal') },
      { resourceType: 'Device', status: 'active', type: snomed('58938008', 'Wheelchair') },
    ],
    [
      'DISCHARGE',
      {
        resourceType: 'Encounter',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HH', display: 'home health' },
        serviceType: snomed('386053000', 'Kendal community rehabilitation'),
        period: { start: '2026-01-01' },
      },
      { resourceType: 'Encounter', period: { start: '2026-01-01' } },
    ],
    [
      'ALLERGY',
      { resourceType: 'AllergyIntolerance', code: snomed('91936005', 'Allergy to penicillin'), criticality: 'high' },
      { resourceType: 'AllergyIntolerance', code: snomed('91936005', 'Allergy to penicillin'), criticality: 'high' },
    ],
    [
      'ALLERGY',
      { resourceType: 'AllergyIntolerance', code: snomed('91936005', 'Penicillin; now at Bramble Rise') },
      {
        resourceType: 'AllergyIntolerance',
        code: { coding: [{ system: 'http://snomed.info/sct', code: '91936005' }] },
      },
    ],
  ])('%s keeps what cannot locate of %j', (category, body, expected) =>
    expect(left(body, category, SHIELD)).toEqual(expected),
  );
});

describe('the net below the shapes', () => {
  const body = {
    resourceType: 'Procedure',
    code: snomed('386053000', 'Review by Bankside Kendal'),
    performer: [{ actor: { display: 'Bankside Kendal' } }],
  };

  it('withholds a record in whose terms a place stands that another field of it hides', () => {
    const [text, without] = [JSON.stringify(body), { ...body, performer: [] }];
    expect(minimise(JSON.stringify(without), 'FUNCTION', SHIELD)).toContain('Bankside Kendal');
    expect(minimise(text, 'FUNCTION', SHIELD)).toBeNull();
    expect(faults.withoutNet(text, 'FUNCTION', SHIELD)).toContain('Bankside Kendal');
  });

  it('is not asked for where more than places is hidden: nothing that a sender wrote passes', () => {
    expect(left({ ...body, performer: [] }, 'FUNCTION', { ...D2, hideLocation: true })).toBeNull();
  });
});

describe('what nothing hides', () => {
  it('leaves with the digits, the order and the fields that were sent', () => {
    const text = '{"z":1.00,"id":9007199254740993,"a":{"b":[-0,1e3,"x"]}}';
    expect(minimise(text, 'MEDS', NOTHING)).toBe(text);
  });

  it('leaves digits as sent where something else is hidden too', () =>
    expect(minimise('{"heightCm":1.00,"falls":2e0,"note":"x"}', 'FUNCTION', SHIELD)).toBe(
      '{"heightCm":1.00,"falls":2e0}',
    ));

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
    ['what is written beside a code changes nothing', proseChangesNothing, 1000],
    ['short values are masked whole', masksWhole, 300],
  ])('%s', (_what, property, runs) => expect(counterexample(property(minimise), runs)).toBeNull());

  it.each([
    ['the named paths alone', faults.byPathOnly, nothingHiddenLeaves],
    ['unknown bodies let through', faults.unknownPasses, nothingHiddenLeaves],
    ['locating by label', faults.locatingByLabel, noPlaceLeaves],
    ['the display of the sender', faults.displayOfSender, nothingHiddenLeaves],
    ['the display of the sender, behind a shield', faults.displayOfSender, noPlaceLeaves],
    ['the display of the sender, by what it changes', faults.displayOfSender, proseChangesNothing],
    ['a system by its prefix', faults.systemByPrefix, nothingHiddenLeaves],
    ['a system by its prefix, behind a shield', faults.systemByPrefix, noPlaceLeaves],
    ['a status by its pattern', faults.tokenByPattern, nothingHiddenLeaves],
    ['a status by its pattern, behind a shield', faults.tokenByPattern, noPlaceLeaves],
    ['names', faults.namePasses, (fault: typeof minimise) => nothingHiddenLeaves(fault, ['DEMOG'])],
    ['names, behind a shield', faults.namePasses, (fault: typeof minimise) => noPlaceLeaves(fault, ['DEMOG'])],
    ['a mark only where something was', faults.markWhereFound, absentLooksWithheld],
    ['the end of a short value', faults.tailOfShort, masksWhole],
  ])('and the fault is found: %s', (_what, fault, property) =>
    expect(counterexample(property(fault), 12_000, true)).not.toBeNull(),
  );
});
