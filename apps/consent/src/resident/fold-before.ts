const LETTERS: Readonly<Record<string, string>> = {
  ...{ ł: 'l', đ: 'd', ð: 'd', ɖ: 'd', þ: 'th', ø: 'o', œ: 'oe', æ: 'ae', ħ: 'h', ŧ: 't', ŋ: 'n', ɲ: 'n', ĸ: 'k' },
  ...{ ə: 'e', ɛ: 'e', ɔ: 'o', ɓ: 'b', ɗ: 'd', ƙ: 'k', ƴ: 'y', ɨ: 'i', ʉ: 'u', ƒ: 'f', ⱥ: 'a', ꝑ: 'p', ı: 'i', ς: 'σ' },
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');
const PAIRS = /aa|ae|oe|ue/g;

/**
 * A name as releases before November 29th folded it: two letters that somebody wrote plainly became one, and vowel signs
 * were marks. Nobody is matched by it any more. It stays for what was keyed by it and cannot be read again, and where more
 * than one spelling is meant to count as one: guesses.
 */
export function foldBefore(name: string): string {
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
