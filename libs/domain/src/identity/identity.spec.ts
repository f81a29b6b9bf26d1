import { describe, expect, it } from '@jest/globals';
import { isBirthDate, readDay, readMonth } from './birth-date.js';
import { readLocalId } from './local-id.js';
import { foldName, readName } from './person-name.js';
import { readPostcode } from './postcode.js';

/** Each line is one person's name as systems, passports and keyboards spell it. */
const SPELLINGS: readonly (readonly string[])[] = [
  ['Wałęsa', 'Walesa', 'WAŁĘSA', 'wale\u0328sa'],
  ['Strauß', 'STRAUSS', 'Strauss', 'STRAUẞ'],
  ['Sørensen', 'Sorensen', 'Soerensen', 'SØRENSEN'],
  ['Ægir', 'Aegir', 'ÆGIR'],
  ['Đorđević', 'Dordevic', 'Đorđevic\u0301'],
  ['Ħaż-Żebbuġ', 'Haz Zebbug', 'HAŻ ŻEBBUĠ'],
  ['Yıldırım', 'Yildirim', 'YILDIRIM', 'YİLDİRİM'],
  ['Müller', 'Mueller', 'MULLER', 'Mu\u0308ller'],
  ['Åse', 'Aase', 'Ase'],
  ['Þórðarson', 'Thordarson', 'ÞÓRÐARSON'],
  ['O’Brien', "O'Brien", 'O`Brien', 'Oʼbrien', 'O´BRIEN', 'O Brien', 'OBrien', 'O＇Brien', 'O‛Brien'],
  ['Smith‑Jones', 'Smith-Jones', 'Smith – Jones', 'SMITH JONES', 'Smith—Jones', 'Smith\u00adJones', 'Smith−Jones'],
  ['de  la\u00a0Cruz', 'De La Cruz', 'DELACRUZ', '\u200bde la Cruz '],
  ['Βασιλείου', 'ΒΑΣΙΛΕΙΟΥ', 'Βασιλειου'],
  ['Παπάς', 'ΠΑΠΑΣ', 'Παπας'],
  ['Łukasz', 'LUKASZ'],
];

describe('one name in many spellings', () => {
  it.each(SPELLINGS.map((line) => [line]))('%j is one', (line) => {
    expect(new Set(line.map(foldName)).size).toBe(1);
    for (const spelling of line) expect([spelling, readName(spelling)]).toEqual([spelling, expect.any(String)]);
  });

  it('keeps different people apart', () => {
    const names = SPELLINGS.map((line) => foldName(line[0]!));
    expect(new Set(names).size).toBe(SPELLINGS.length);
  });

  it.each(['', ' ', '-', '123', '<script>', 'a'.repeat(101), '’'])('%j is no name', (text) => {
    expect(readName(text)).toBeNull();
  });

  it('reads 64,000 letters no further than their number', () => {
    expect(readName('a'.repeat(64_000))).toBeNull();
  });
});

describe('what else is said of a person', () => {
  it.each(['ZZ10 1HA', 'zz101ha', 'ZZ10  1HA', ' zz10\u00a01ha', 'Z Z 1 0 1 H A', 'ZZ10-1HA'])(
    '%j is one postcode',
    (text) => {
      expect(readPostcode(text)).toBe('ZZ10 1HA');
    },
  );

  it.each(['HARBOUR', 'ZZ10', 'ZZ10 1H', '10 1HA'])('%j is no postcode', (text) => {
    expect(readPostcode(text)).toBeNull();
  });

  it.each([
    ...['5', '05', 'May', 'MAY', ' may '].map((text) => [text, 5] as const),
    ...['9', 'Sep', 'Sept.', 'september'].map((text) => [text, 9] as const),
    ...['0', '13', 'Ma', 'Mayday', 'x'].map((text) => [text, null] as const),
  ])('%j is month %j', (text, month) => expect(readMonth(text)).toBe(month));

  it.each([
    ['2026-11-29', true],
    ['2026-11-30', false],
    ['1896-11-30', true],
    ['1896-11-29', false],
    ['1900-01-01', false],
  ])('somebody born on %s can be here on 29 November 2026: %s', (day, can) => {
    expect(isBirthDate(day, '2026-11-29')).toBe(can);
  });

  it.each([
    ['1944-03-02', '1944-03-02'],
    [' 1944‑03‑02 ', '1944-03-02'],
    ['1944-02-30', null],
    ['2/3/1944', null],
  ])('reads the day %j as %j', (text, day) => expect(readDay(text)).toBe(day));

  it.each([
    [' H-1\u00a0', 'H-1'],
    ['H‑1', 'H-1'],
    ['two words', null],
  ])('reads the local id %j as %j', (text, id) => expect(readLocalId(text)).toBe(id));
});
