/** How hard a text is to read, measured. */
export interface Reading {
  /** Flesch-Kincaid grade: of school years in the United States; six is a reading age of eleven. */
  readonly grade: number;
  /** The most words that a sentence has. */
  readonly longest: number;
  readonly longestSentence: string;
}

const VOWELS = /[aeiouy]+/g;

/**
 * Syllables of an English word, by rule: each group of vowels is one; a final silent `e`, `es` and `ed` is none, but `le` after a
 * consonant is; a word has at least one. Rules of this kind err by a few per cent either way, which a page's text evens out.
 */
export function syllables(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  const groups = letters.match(VOWELS)?.length ?? 0;
  const silent =
    /[^aeiouy]e[sd]?$/.test(letters) &&
    !/[^aeiouy]le[sd]?$/.test(letters) &&
    !/([td]ed|[sxzc]es|[cs]hes|ges)$/.test(letters);
  const apart = /(ia|io(?!n)|ua|eo(?!pl)|iu)/.exec(letters) ? 1 : 0;
  return Math.max(1, groups - (silent ? 1 : 0) + apart);
}

/** The sentences of a text: ended by a full stop, a question mark, a colon before a list, or the end of a line. */
const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.?!:])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => wordsOf(sentence).length > 0);

const wordsOf = (sentence: string): string[] => sentence.match(/[A-Za-z][A-Za-z'’-]*|\d[\d/:.-]*/g) ?? [];

/** Measures texts as one page of them (Kincaid and others 1975: 0.39 words a sentence + 11.8 syllables a word − 15.59). */
export function measure(texts: readonly string[]): Reading {
  const sentences = texts.flatMap(sentencesOf);
  const counted = sentences.map((sentence) => wordsOf(sentence));
  const words = counted.flat();
  const longestAt = counted.reduce((most, { length }, at) => (length > counted[most]!.length ? at : most), 0);
  const spoken = words.reduce((sum, word) => sum + syllables(word), 0);
  return {
    grade: 0.39 * (words.length / sentences.length) + 11.8 * (spoken / words.length) - 15.59,
    longest: counted[longestAt]!.length,
    longestSentence: sentences[longestAt]!,
  };
}
