const BETWEEN = /[^\p{L}\p{M}]+/u;
const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr']);
/** What stands for the name of a child who has none yet, or of somebody who did not say it; whatever follows it. */
const NOBODYS = new Set(['baby', 'babyboy', 'babygirl', 'infant', 'newborn', 'twin', 'triplet', 'unknown', 'unnamed']);
/** Words that say nothing where they stand alone. */
const FILLERS = new Set(
  'boy girl male female one two three first second third of not known given nk na nil none'.split(' '),
);
/** Scripts in which one letter is an initial; in others it can be a whole name. */
const ALPHABETIC =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}]\p{M}*$/u;

export const isInitial = (word: string): boolean => ALPHABETIC.test(word);

/** The words of a name in lower case, without a title before them. */
export function wordsOf(name: string): readonly string[] {
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .split(BETWEEN)
    .filter((word) => word !== '');
  return words.length > 1 && TITLES.has(words[0]!) ? words.slice(1) : words;
}

/**
 * The given name by which somebody can be told from a twin, without a title; null where there is none: it was left out, or
 * is only initials, a title, or what is written for a child not named yet. Two twins share all of these.
 */
export function tellingName(given: string | null | undefined): string | null {
  const words = wordsOf(given ?? '');
  if (words.length === 0 || NOBODYS.has(words[0]!)) return null;
  if (words.every((word) => isInitial(word) || FILLERS.has(word) || TITLES.has(word))) return null;
  return words.join(' ');
}

/** Whether a family name is one, and not what is written where nobody knows it. */
export function isFamilyName(family: string): boolean {
  return !wordsOf(family).every((word) => FILLERS.has(word) || word === 'unknown' || word === 'unnamed');
}
