/** A letter as somebody wrote it, and what it may be written as where there are only plain letters. */
export interface Letter {
  readonly written: string;
  /** The letter itself where it is a plain one; else the letter without its mark first. */
  readonly plain: readonly string[];
}

/**
 * Marks that people and systems leave out without another name coming of it. Those that are vowels and stand for no mark,
 * as in Devanagari, Thai or Tamil, are letters here: without them Rina and Rani would be one.
 */
const MARKS =
  '\\u0300-\\u036f\\u0483-\\u0487\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670' +
  '\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20f0\\ufe20-\\ufe2f';
const UNIT = new RegExp(`(?![${MARKS}\\u02b0-\\u02ff])([\\p{L}\\p{M}])([${MARKS}]*)`, 'gu');

/** Letters that no mark makes, by what passports and keyboards write for them. */
const LETTERS: Readonly<Record<string, readonly string[]>> = {
  ...{ ł: ['l'], đ: ['d', 'dj'], ð: ['d'], ɖ: ['d'], þ: ['th'], ø: ['o', 'oe'], œ: ['o', 'oe'], æ: ['a', 'ae'] },
  ...{ ħ: ['h'], ŧ: ['t'], ŋ: ['n', 'ng'], ɲ: ['n', 'ny'], ĸ: ['k'], ə: ['e', 'a'], ɛ: ['e'], ɔ: ['o'], ɓ: ['b'] },
  ...{ ɗ: ['d'], ƙ: ['k'], ƴ: ['y'], ɨ: ['i'], ʉ: ['u'], ƒ: ['f'], ⱥ: ['a'], ꝑ: ['p'], ı: ['i'] },
};

/** Marked letters that passports write as two (ICAO 9303-3, section 6), with the first mark on them. */
const PAIRS: Readonly<Record<string, string>> = {
  ...{ 'a\u0308': 'ae', 'o\u0308': 'oe', 'u\u0308': 'ue', 'o\u030b': 'oe', 'u\u030b': 'ue', 'a\u030a': 'aa' },
};

/** What upper case changes for good is no difference: a sharp s, a final sigma, the dot on a Turkish capital I. */
const CASELESS: readonly (readonly [RegExp, string])[] = [
  [/ß/g, 'ss'],
  [/ς/g, 'σ'],
  [/i\u0307/g, 'i'],
];

/** The letters of a name, in lower case; signs and spaces are none. */
export function lettersOf(name: string): Letter[] {
  const lower = CASELESS.reduce(
    (text, [written, plain]) => text.replace(written, plain),
    name.normalize('NFKD').toLowerCase(),
  );
  return [...lower.matchAll(UNIT)].map(([written, base = '', marks = '']) => ({
    written,
    plain: plainOf(base, marks),
  }));
}

function plainOf(base: string, marks: string): readonly string[] {
  const pair = PAIRS[`${base}${marks.slice(0, 1)}`];
  return LETTERS[base] ?? (pair === undefined ? [base] : [base, pair]);
}
