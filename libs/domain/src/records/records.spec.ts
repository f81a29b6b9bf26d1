import { describe, expect, it } from '@jest/globals';
import {
  couldLocate,
  foldText,
  isKnownSystem,
  isSnomedId,
  meaningOf,
  nameOf,
  segmentsOf,
  showsPlace,
} from './index.js';

describe('names of fields', () => {
  it.each(['conditionCode', 'Condition_Code', 'condition-code', 'CONDITION CODE'])('%s is one name', (name) =>
    expect(nameOf(name)).toBe('conditioncode'),
  );

  it.each([
    ['diagnosis', 'diagnosis'],
    ['Condition.code', 'diagnosis'],
    ['assessment.problems[0].text', 'diagnosis'],
    ['medication.code', 'medicine'],
    ['condition.since', null],
    ['code', null],
    ['constructor', null],
  ])('%s asks for %s', (path, meaning) => expect(meaningOf(segmentsOf(path))).toBe(meaning));
});

describe('texts are compared', () => {
  it.each([
    ['Wałęsa', 'walesa'],
    ['STRAUẞ—Ødegård', 'strauss odegard'],
    ['ＡＢ  12', 'ab 12'],
    ['e\u0301tat', 'etat'],
  ])('%s as %s', (text, folded) => expect(foldText(text)).toBe(folded));
});

describe('a place is shown', () => {
  it.each([
    ...['ZZ10 1HA', 'at zz101ha now', 'ring 01632 960 123', '+44 (0)1632 960123', 'm@example.org', 'UPRN 100023336956'],
    ...[
      '14 Larch Row',
      '3b Mill Lane',
      'Flat 12',
      'Harbour Homes',
      'EASTGATE SURGERY',
      'Fellside Court',
      'a women’s refuge',
    ],
    ...['https://example.org/where', 'Ｚ Ｚ10 1HA'.replace(' ', '')],
  ])('by %s', (text) => expect(showsPlace(text)).toBe(true));

  it.each([
    ...['Vitamin B12 1MG tablets', 'Hip surgery (procedure)', 'Simvastatin 40 MG Oral Tablet', 'Walking frame', 'Hale'],
    ...[
      'Admission to surgical department',
      '24 HR tacrolimus 1 MG Extended Release',
      'Blood pressure 120/80',
      'COVID-19',
    ],
    ...['Influenza, seasonal, injectable', 'Care home (environment)', 'T10 M2 disc'],
  ])('not by %s', (text) => expect(showsPlace(text)).toBe(false));

  it.each([
    ['100023336956', true],
    ['ZZ101HA', true],
    ['8302-2', false],
    ['386053', false],
  ])('a code %s: %s', (code, could) => expect(couldLocate(code)).toBe(could));
});

describe('a code', () => {
  it.each([
    ['5913000', true],
    ['239873007', true],
    ['26929004', true],
    ['1119340007', false],
    ['100023336956', false],
    ['01632960123', false],
  ])('%s is of SNOMED CT: %s', (digits, is) => expect(isSnomedId(digits)).toBe(is));

  it.each([
    ['http://snomed.info/sct', true],
    ['http://terminology.hl7.org/CodeSystem/v3-ActCode', true],
    ['http://snomed.info/sct/elsewhere', false],
    ['https://example.org/addresses', false],
    [undefined, false],
  ])('of %s counts: %s', (system, known) => expect(isKnownSystem(system)).toBe(known));
});
