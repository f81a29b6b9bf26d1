import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isBirthDate, readDay, readMonth } from './birth-date.js';
import { readLocalId } from './local-id.js';
import { tellingName } from './given-name.js';
import { areNearNames, fitsGivenName, isOneLetterOff } from './near-names.js';
import { isOneName, markedForm, readingsOf, readName } from './person-name.js';
import { readPostcode } from './postcode.js';

/** Each line is one person's name as it is written with its marks, and as systems, passports and keyboards spell it. */
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
    for (const spelling of line) expect([spelling, isOneName(line[0]!, spelling)]).toEqual([spelling, true]);
    for (const spelling of line) expect([spelling, readName(spelling)]).toEqual([spelling, expect.any(String)]);
  });

  it('keeps different people apart', () => {
    for (const [one] of SPELLINGS)
      for (const [other] of SPELLINGS)
        expect([one, other, isOneName(one!, other!)]).toEqual([one, other, one === other]);
  });

  const DIFFERENT = [
    ...['Jo Joe', 'Su Sue', 'Dana Danae', 'Michal Michael', 'Sorensen Soerensen', 'Lena Leena', 'Aron Aaron'],
    ...['Rene Renee', 'Ana Anna', 'Philip Phillip', 'रीना रानी', 'মিনা মানা', 'มานี มานะ', 'はな ばな', '佐々木 佐木'],
  ];
  it.each(DIFFERENT.map((pair) => pair.split(' ') as [string, string]))('%j is not %j', (one, other) => {
    expect([isOneName(one, other), isOneName(other, one)]).toEqual([false, false]);
  });

  it('keeps plain letters as they are, whatever they are', () => {
    const plain = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(plain, (name) => {
        expect([readingsOf(name), markedForm(name)]).toEqual([[name], null]);
      }),
    );
  });

  it('reads a name in at most four ways, and knows other marks from none', () => {
    expect([readingsOf('Jörg'), readingsOf('öäüøåæ')]).toEqual([
      ['jorg', 'joerg'],
      ['oauoaa', 'oeaeueoeaaae'],
    ]);
    expect(readingsOf('äö')).toHaveLength(4);
    expect(markedForm('Hùng')).not.toBe(markedForm('Hưng'));
    for (const plain of ['Hung', 'STRAUẞ', 'YİLDİRİM', '佐々木']) expect(markedForm(plain)).toBeNull();
  });

  it.each(['', ' ', '-', '123', '<script>', 'a'.repeat(101), '’'])('%j is no name', (text) => {
    expect(readName(text)).toBeNull();
  });

  it('reads 64,000 letters no further than their number', () => {
    expect(readName('a'.repeat(64_000))).toBeNull();
  });
});

describe('a given name', () => {
  it.each(['', 'J', 'J.', 'j r', 'Mr', 'Baby', 'Baby of Ann', 'TWIN ONE', 'not known', 'N/K', 'Unknown', 'Girl'])(
    '%j tells nobody from a twin',
    (name) => expect(tellingName(name)).toBeNull(),
  );

  it.each([
    ['Mrs Edith', 'edith'],
    ['Anne-Marie', 'anne marie'],
    ['J. Robert', 'j robert'],
    ['伟', '伟'],
    ['Jo', 'jo'],
  ])('%j tells as %j', (name, telling) => expect(tellingName(name)).toBe(telling));

  it.each([
    ...[['Edith', 'Edith Mary', true] as const, ['John R', 'John Robert', true] as const, ['', 'Ann', true] as const],
    ...[['Jo', 'Joe', false] as const, ['Anne Marie', 'Anne Louise', false] as const, ['Ann', 'Anna', false] as const],
  ])('%j and %j may be one with more words: %s', (one, other, may) => {
    expect([fitsGivenName(one, other), fitsGivenName(other, one)]).toEqual([may, may]);
  });
});

describe('names that are near', () => {
  it.each([
    ['Zelman Wilbur', 'Zelmn Wilbr', true],
    ['Sorensen Jo', 'Soerensen Joe', true],
    ['Hale Margaret', 'Margaret Hale', true],
    ['Hale Margaret', 'Halse M', true],
    ['Hale Dan', 'Hale Daniel', true],
    ['Hale Margaret', 'Hale Peggy', false],
    ['Hale Ann', 'Moss Ann', false],
    ['Zelman Ann', 'Zlemnan Ann', false],
  ])('%j and %j: %s', (one, other, near) => {
    const [a, b] = [one, other]
      .map((text) => text.split(' '))
      .map(([familyName = '', givenName]) => ({ familyName, givenName }));
    expect([areNearNames(a!, b!), areNearNames(b!, a!)]).toEqual([near, near]);
  });

  it('is one letter otherwise, more, less or changed about', () => {
    for (const other of ['hale', 'hall', 'hal', 'hales', 'ahle', 'shale'])
      expect(isOneLetterOff('hale', other)).toBe(true);
    for (const other of ['ha', 'halest', 'hlea', 'dane', 'elah']) expect(isOneLetterOff('hale', other)).toBe(false);
  });
});

describe('what else is said of a person', () => {
  it.each(['ZZ10 1HA', 'zz101ha', 'ZZ10  1HA', ' zz10\u00a01ha', 'Z Z 1 0 1 H A', 'ZZ10-1HA'])(
    '%j is one postcode',
    (text) => {
      expect(readPostcode(text)).toBe('ZZ10 1HA');
    },
  );

  it.each([
    ['ZZ1O 1HA', 'ZZ10 1HA'],
    ['zzlo lha', 'ZZ10 1HA'],
    ['ZZ10 IHA', 'ZZ10 1HA'],
    ['SO14 1AA', 'SO14 1AA'],
    ['S014 1AA', 'SO14 1AA'],
    ['OL1 1AA', 'OL1 1AA'],
    ['E11 1AA', 'E11 1AA'],
    ['EC1A 1BB', 'EC1A 1BB'],
    ['W1A 0AX', 'W1A 0AX'],
    ['LL0 OAA', 'LL0 0AA'],
  ])('%j is read as meant, %j', (text, postcode) => {
    expect(readPostcode(text)).toBe(postcode);
  });

  it.each(['HARBOUR', 'ZZ10', 'ZZ10 1H', '10 1HA', 'ZZ10 1H0'])('%j is no postcode', (text) => {
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
