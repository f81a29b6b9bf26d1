import { describe, expect, it } from '@jest/globals';
import { byFieldsAlone } from './faults/half-said.js';
import { Texts } from '../../words/texts.js';
import { type Directions, directionsOf } from './dosage.js';
import type { Json, JsonObject } from './seen.js';

const saying = {
  t: new Texts(['en']).in('en'),
  language: 'en',
  leftOut: 'Left out by agreement D2',
  today: '2026-11-22',
};
const read = (dosage: JsonObject): Directions => directionsOf(dosage, saying);
const doseOf = (...doseAndRate: JsonObject[]): string | undefined => read({ doseAndRate }).dose;
const oftenOf = (repeat: JsonObject): string | undefined => read({ timing: { repeat } }).frequency;
const mg = (value: Json): JsonObject => ({ value, unit: 'mg' });
const inWords = (text: string): JsonObject => ({ coding: [{ system: 's', code: '1' }], text });
const CODE = { coding: [{ system: 'http://snomed.info/sct', code: '311504000' }] };

describe('a dose', () => {
  it.each<[string, JsonObject, string]>([
    ['is its number and unit', { doseQuantity: mg(5) }, '5 mg'],
    ['is never rounded', { doseQuantity: { value: 2.5e-7, unit: 'g' } }, '0.00000025 g'],
    ['of a range has both ends', { doseRange: { low: mg(5), high: mg(10) } }, '5 mg to 10 mg'],
    ['of a range with one end is that end', { doseRange: { low: mg(5) } }, '5 mg'],
    ['of a range that begins nowhere is its other end', { doseRange: { high: mg(10) } }, '10 mg'],
    ['that runs is its rate', { rateQuantity: { value: 2, unit: 'ml/h' } }, '2 ml/h'],
    ['that runs within bounds has both', { rateRange: { low: mg(1), high: mg(2) } }, '1 mg to 2 mg'],
    [
      'that runs as a ratio says in what',
      { rateRatio: { numerator: mg(50), denominator: { value: 500, unit: 'ml' } } },
      '50 mg in 500 ml',
    ],
    ['with a rate has both', { doseQuantity: mg(5), rateQuantity: { value: 2, unit: 'ml/h' } }, '5 mg, 2 ml/h'],
    ['keeps its comparator', { doseQuantity: { ...mg(5), comparator: '<=' } }, '<= 5 mg'],
  ])('%s', (_what, dose, said) => expect(doseOf(dose)).toBe(said));

  it('is all that are written, in their order', () =>
    expect(doseOf({ doseQuantity: mg(5) }, { doseQuantity: mg(10) })).toBe('5 mg, 10 mg'));

  it('that was calculated is not the one that was ordered', () => {
    const type = (code: string): JsonObject => ({ coding: [{ system: 's', code }] });
    const calculated = { type: type('calculated'), doseQuantity: mg(12.5) };
    const ordered = { type: { coding: [{ code: 'x', display: 'Ordered' }] }, doseQuantity: mg(15) };
    expect(doseOf(calculated, ordered)).toBe('12.5 mg (calculated), 15 mg (ordered)');
    expect(doseOf({ type: type('ordered'), doseQuantity: mg(15) })).toBe('15 mg');
    expect(doseOf(calculated)).toBe('12.5 mg (calculated)');
    expect(read({ doseAndRate: [calculated, ordered] }).hides).toBe(false);
    expect(read({ doseAndRate: [{ ...ordered, type: type('guessed') }] }).hides).toBe(true);
  });

  it.each<[string, string, boolean]>([
    ['mg', 'ug', true],
    ['mg', 'mg', false],
    ['micrograms', 'ug', false],
    ['µg', 'mg', true],
    ['mL/h', 'ml/h', false],
    ['ml/h', 'ml/min', true],
    ['mg', 'mg/kg', true],
    ['mg per day', 'mg/d', false],
    ['tablet', 'mg', true],
    ['tablet', '{tbl}', false],
    ['mmHg', 'mm[Hg]', false],
    ['beats/minute', '/min', false],
    ['international units', '[iU]', false],
  ])('of %s beside the code %s is said in two ways: %s', (unit, code, isTwo) => {
    const said = `2 ${unit}`;
    const warned = `${said} (the unit is said in two ways: as a code it is ${code})`;
    expect(doseOf({ doseQuantity: { value: 2, unit, code } })).toBe(isTwo ? warned : said);
  });

  it('is never a number alone, in no part of it', () => {
    const unsaid = (number: string): string => `${number} (the unit is not said)`;
    expect(doseOf({ doseQuantity: { value: 5 } })).toBe(unsaid('5'));
    expect(doseOf({ doseRange: { low: { value: 5 }, high: mg(10) } })).toBe(`${unsaid('5')} to 10 mg`);
    expect(doseOf({ rateRatio: { numerator: { value: 50 }, denominator: mg(500) } })).toBe(`${unsaid('50')} in 500 mg`);
  });

  it.each<[string, JsonObject]>([
    ['nothing', {}],
    ['a ratio of one half', { rateRatio: { numerator: mg(50) } }],
    ['a ratio of the other half', { rateRatio: { denominator: mg(50) } }],
    ['a range of nothing', { doseRange: {} }],
    ['a range that is a number', { doseRange: 5 }],
    ['a unit alone', { doseQuantity: { unit: 'mg' } }],
  ])('is not made of %s', (_what, dose) => expect(doseOf(dose)).toBeUndefined());
});

describe('how often', () => {
  it.each<[JsonObject, string | undefined]>([
    [{ frequency: 1, period: 1, periodUnit: 'd' }, 'once each day'],
    [{ frequency: 3, period: 1, periodUnit: 'd' }, '3 times each day'],
    [{ period: 2, periodUnit: 'wk' }, 'once every 2 weeks'],
    [{ frequency: 1, period: 30, periodUnit: 'min' }, 'once every 30 minutes'],
    [{ frequency: 1, period: 1, periodMax: 1, periodUnit: 'h' }, 'once every hour'],
    [{ frequency: 1, period: 4, periodMax: 6, periodUnit: 'h' }, 'once every 4 to 6 hours'],
    [{ frequency: 1, frequencyMax: 1, period: 1, periodUnit: 'd' }, '1 to 1 times each day'],
    [{ timeOfDay: ['08:00:00', '20:00:00'] }, 'at 08:00, 20:00'],
    [{ dayOfWeek: ['mon', 'thu'] }, 'on Mondays, on Thursdays'],
    [{ when: ['MORN'] }, 'in the morning'],
    // Of two that are needed to count, one alone counts nothing.
    [{ frequency: 2, period: 1 }, undefined],
    [{ frequency: 2, periodUnit: 'd' }, undefined],
    [{ frequency: 2, period: '1', periodUnit: 'd' }, undefined],
    [{ frequency: 2, period: 1, periodUnit: 'fortnight' }, undefined],
    [{ timeOfDay: [] }, undefined],
    [{ timeOfDay: '08:00' }, undefined],
  ])('of %j is %s', (repeat, said) => expect(oftenOf(repeat)).toBe(said));

  it('says until when, and by a code in words', () => {
    const boundsPeriod = { start: '2026-11-01', end: '2026-11-08' };
    expect(oftenOf({ frequency: 1, period: 1, periodUnit: 'd', boundsPeriod })).toBe(
      'once each day, 1 November 2026 to 8 November 2026',
    );
    expect(read({ timing: { code: inWords('BD') } }).frequency).toBe('BD');
  });

  it('says when it is needed, and for what', () => {
    expect(read({ asNeededBoolean: true }).frequency).toBe('when needed');
    expect(read({ asNeededBoolean: false }).frequency).toBeUndefined();
    expect(read({ asNeededCodeableConcept: inWords('pain') }).frequency).toBe('when needed, for pain');
  });
});

/** Directions of which a part has no words: whoever gives the medicine has to ask. */
const HALF_SAID: readonly (readonly [what: string, dosage: JsonObject])[] = [
  ['a field that nobody described', { maxDosePerLifetime: mg(5) }],
  [
    'a way of repeating without words',
    { timing: { repeat: { offset: 30, frequency: 1, period: 1, periodUnit: 'd' } } },
  ],
  ['a timing of which nothing can be said', { timing: { repeat: { frequency: 2 } } }],
  ['a route that is a code alone', { route: CODE }],
  ['what it is needed for as a code alone', { asNeededCodeableConcept: CODE }],
  ['an instruction that is a code alone', { text: 'One', additionalInstruction: [inWords('With food'), CODE] }],
  ['a method that is a code alone', { method: CODE }],
  ['a site that is a code alone', { site: CODE }],
  [
    'a time of the day without words',
    { timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd', when: ['MORN', 'PHS'] } } },
  ],
  [
    'a day without words',
    { timing: { repeat: { frequency: 1, period: 1, periodUnit: 'wk', dayOfWeek: ['someday'] } } },
  ],
  [
    'a code of the timing beside its count',
    { timing: { code: CODE, repeat: { frequency: 1, period: 1, periodUnit: 'd' } } },
  ],
  ['how often without a unit, beside when', { timing: { repeat: { frequency: 2, period: 1, when: ['MORN'] } } }],
  ['a most that cannot be said', { maxDosePerPeriod: { numerator: mg(5) } }],
  ['half of a dose', { doseAndRate: [{ doseQuantity: mg(5), rateRatio: { numerator: mg(50) } }] }],
  ['a dose of a kind without words', { doseAndRate: [{ doseQuantity: mg(5) }, { type: CODE }] }],
  ['a dose that is a number', { doseAndRate: [{ doseQuantity: 5 }] }],
];

describe('directions', () => {
  it('are told in the prescriber’s words, each once, and with what is the most', () => {
    const most = { numerator: { value: 4, unit: 'g' }, denominator: { value: 24, unit: 'h' } };
    const { text, hides } = read({
      ...{ text: 'With food', patientInstruction: 'With food', additionalInstruction: [inWords('Sit up')] },
      ...{ method: inWords('Swallow'), site: inWords('Left arm'), maxDosePerPeriod: most },
    });
    expect(text).toBe('With food. Sit up. Swallow. Left arm. At most 4 g in 24 h');
    expect(hides).toBe(false);
    expect(read({}).text).toBeUndefined();
  });

  it.each(HALF_SAID)('say that something is missing where they have %s', (_what, dosage) =>
    expect(read(dosage).hides).toBe(true),
  );

  it('would pass for whole by their fields alone (seeded fault)', () => {
    const passed = HALF_SAID.filter(([, dosage]) => !byFieldsAlone(dosage, read(dosage)).hides);
    expect(passed.length).toBeGreaterThan(10);
  });

  it.each<[string, JsonObject]>([
    [
      'all of it is said',
      { text: 'One', route: inWords('By mouth'), doseAndRate: [{ doseQuantity: mg(5) }], sequence: 1 },
    ],
    ['nothing is', {}],
    ['it is timed by a code in words', { timing: { code: inWords('BD') } }],
  ])('say nothing of the kind where %s', (_what, dosage) => expect(read(dosage).hides).toBe(false));
});
