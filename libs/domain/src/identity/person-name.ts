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

/**
 * Letters that are not a letter and a mark, by how they are written without them. Upper case and back has already made
 * ss of a sharp s, and i of a dotless one.
 */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ł: 'l', đ: 'd', ð: 'd', ɖ: 'd', þ: 'th', ø: 'o', œ: 'oe', æ: 'ae', ħ: 'h', ŧ: 't', ŋ: 'n', ɲ: 'n', ĸ: 'k' },
  ...{ ə: 'e', ɛ: 'e', ɔ: 'o', ɓ: 'b', ɗ: 'd', ƙ: 'k', ƴ: 'y', ɨ: 'i', ʉ: 'u', ƒ: 'f', ⱥ: 'a', ꝑ: 'p', ı: 'i', ς: 'σ' },
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/**
 * Passports and foreign systems write å, ä, ö, ø and ü with two letters (ICAO 9303-3, section 6), others drop the mark:
 * Sørensen is Soerensen there and Sorensen here. Both fall together, and so do a few names that only look alike: the rest of
 * a person's details keeps those apart.
 */
const PAIRS = /aa|ae|oe|ue/g;

/** What is left of a name when only its sound-bearing letters count: equal for all spellings of one name; '' for no name. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(SPECIAL, (letter) => LETTERS[letter]!)
    .replace(/[^\p{L}]|\p{Lm}/gu, '')
    .replace(PAIRS, (pair) => pair[0]!);
}
