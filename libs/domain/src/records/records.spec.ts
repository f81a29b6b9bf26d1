import { describe, expect, it } from '@jest/globals';
import {
  couldLocate,
  couldNamePlace,
  foldText,
  isOpenCode,
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

describe('the display of a term', () => {
  it.each([
    ...['Walking; now at Bramble Rise, LA9', 'Aspirin, 12 Bankside', 'Aspirin 12 Bankside', 'Aspirin Bankside 12'],
    ...['Wheelchair at Bramble Rise, Kendal', 'Wheelchair, 7 Mill Lane', 'Penicillin c/o Ruth', 'Aspirin (LA9 4AB)'],
    ...['Aspirin la94ab', 'Aspirin LA9', 'moved in with her sister by the mill', 'Aspirin Bramble House'],
    ...['the yellow house behind the church', 'Seen in Kendal', 'BRAMBLE RISE', '肺炎', 'Salbutamol 12 The Shambles'],
    ...[
      'ZZ10.5NA',
      'ZZ1О 5NA',
      'ZZІO 5NA',
      'ZZ10   5NA',
      'Z Z 1 0 5 N A',
      'filled.count.soap',
      '53.4808,-2.2426',
      'Mill Bank',
    ],
    ...['53°28′51″N', 'SD 8412 0954', 'GCXM+PQ', '9C5W+XX Kendal', 'priya at example dot org', 'ＺＺ１０ ５ＮＡ'],
  ])('could name a place: %s', (display) => expect(couldNamePlace(display)).toBe(true));

  it.each([
    ...['Allergy to penicillin', 'Vitamin B12 1mg tablets', 'Co-codamol 8mg/500mg tablets', 'Type 2 diabetes mellitus'],
    ...['House dust mite (organism)', 'Salbutamol 100micrograms/dose inhaler CFC free', 'Fracture of neck of femur'],
    ...['24 HR tacrolimus 1 MG Extended Release Oral Tablet', 'COVID-19', 'Td (adult), 5 Lf tetanus toxoid'],
    ...['Acute ST segment elevation myocardial infarction', 'Cheyne–Stokes respiration', 'At risk of falls'],
  ])('is no more than a term: %s', (display) => expect(couldNamePlace(display)).toBe(false));
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
    ['http://snomed.info/sct', '26929004', true],
    ['http://snomed.info/sct', '100023336956', false],
    ['http://snomed.info/sct/7 New Street', '26929004', false],
    ['http://hl7.org/fhir/sid/icd-10', 'S72.0', true],
    ['http://hl7.org/fhir/7 New Street Kendal', 'S72.0', false],
    ['http://www.nlm.nih.gov/research/umls/rxnorm', '314076', true],
    ['http://loinc.org', '12-Bankside', false],
    ['https://example.org/addresses', '1', false],
  ])('of %s: %s counts: %s', (system, code, known) => expect(isOpenCode(system, code)).toBe(known));
});
