import { lettersOf } from './letters.js';
import { plainText } from './plain-text.js';

/** Longest name that is read, in characters as sent: what is longer is refused before it is looked at. */
export const LONGEST_NAME = 100;

const SIGNS = /^[\p{L}\p{M}' .\-·,/]*$/u;
const LETTER = /\p{L}/u;

/** A name as it is kept, with plain signs; null when it is none. */
export function readName(text: string): string | null {
  if (text.length > LONGEST_NAME) return null;
  const name = plainText(text);
  return LETTER.test(name) && SIGNS.test(name) ? name : null;
}

/** Of more letters with two readings, all are read the one way or all the other: a name has at most four readings. */
const MOST_OPEN = 2;

/**
 * A name as plain letters write it, without case, marks and signs: one way for a name in plain letters, more for one with
 * letters that passports write as two. Two spellings are of one name when they have a reading in common: Sørensen is
 * Sorensen to some and Soerensen to others, but two letters that somebody wrote plainly never become one (Jo is not Joe).
 */
export function readingsOf(name: string): readonly string[] {
  const letters = lettersOf(name);
  const open = letters.filter(({ plain }) => plain.length > 1).length;
  const ways =
    open > MOST_OPEN
      ? [0, 1].map((way) => letters.map(({ plain }) => plain[way] ?? plain[0]!).join(''))
      : letters.reduce<string[]>((heads, { plain }) => heads.flatMap((head) => plain.map((tail) => head + tail)), ['']);
  return [...new Set(ways)];
}

/** A name with its marks, null for one without: who leaves them out means any of them, who writes others means another. */
export function markedForm(name: string): string | null {
  const letters = lettersOf(name);
  return letters.some(({ written, plain }) => plain[0] !== written)
    ? letters.map(({ written }) => written).join('')
    : null;
}

/** Whether two spellings may be one name, letter for letter. */
export function isOneName(one: string, other: string): boolean {
  const readings = readingsOf(other);
  return readingsOf(one).some((reading) => readings.includes(reading));
}
