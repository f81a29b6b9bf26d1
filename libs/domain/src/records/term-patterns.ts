import { showsPlace } from './place-patterns.js';

const LONGEST_TERM = 120;
/** Longer than any word of a term; the patterns below would be slow over it. */
const LONG_WORD = /[\p{L}\p{M}]{41}/u;
/** Letters of Latin script, digits and the marks that terms have: none that only look like them, and no degrees. */
const PRINTED = /^[\p{Script=Latin}\p{M}0-9 .,'’()[\]/%+&:–-]*$/u;

const spelt = (...words: readonly string[]): string =>
  words.flatMap((word) => [word, word[0]!.toUpperCase() + word.slice(1), word.toUpperCase()]).join('|');

/** Words that end a street's or a home's name; those that medicine uses too only after a name. */
const STREET =
  /\b(?:road|street|lane|avenue|crescent|terrace|mews|gardens?|grove|cottage|farm|estate|hostel|refuge|village)\b/i;
const AFTER_NAME = new RegExp(
  `\\p{Lu}[\\p{L}'’]*\\s+(?:${spelt(
    ...['rd', 'st', 'ln', 'ave', 'close', 'court', 'drive', 'way', 'place', 'square', 'hill', 'walk', 'green', 'rise'],
    ...['row', 'view', 'park', 'house', 'hall', 'lodge', 'villa', 'villas', 'bank', 'bungalow', 'flat', 'flats'],
  )})\\b(?! segment)`,
  'u',
);
const HOME = /\b(?:flat|apartment|room|unit|suite|plot|block|caravan|po box)\s*[0-9]/i;
const IN_NAME = /\b(?:[Ii]n|[Nn]ear|[Vv]ia)\s+\p{Lu}\p{Ll}|,\s*\p{Lu}|\s[–—-]\s\p{Lu}/u;
/** An address for machines: three words, a plus code, an e-mail that is spelt out. */
const SPELT_OUT = /\p{L}\.\p{L}|[\p{L}\p{N}]{4}\+[\p{L}\p{N}]|\bdot\b/iu;
/** What somebody says of a place or of who is there. */
const AT = /\bc\s*\/\s*o\b|\bcare of\b|\bat (?!risk|rest|least|night|bedtime|birth)/i;
const SAID = new RegExp(
  `\\b(?:${[
    ...[
      'her',
      'his',
      'their',
      'my',
      'our',
      'she',
      'he',
      'they',
      'now',
      'moved',
      'moving',
      'stays?',
      'staying',
      'lives',
    ],
    ...['living', 'lodging', 'behind', 'beside', 'opposite', 'next door', 'delivered', 'address', 'postcode', 'sister'],
    ...['brother', 'mother', 'father', 'daughter', 'son', 'friend', 'neighbour', 'landlord'],
  ].join('|')})\\b`,
  'i',
);

/** Numbers of a strength, a share, a time or a count, and of a kind; any other can be a house or half a postcode. */
const STRENGTH = new RegExp(
  `[0-9]+(?:[.,][0-9]+)*\\s*(?:%|\\+|(?:${[
    ...['mg', 'mcg', 'micrograms?', 'ug', 'ng', 'g', 'kg', 'grams?', 'ml', 'l', 'litres?', 'mm', 'cm', 'iu', 'units?'],
    ...['unt', 'meq', 'mmol', 'million', 'lf', 'hr', 'hours?', 'days?', 'weeks?', 'months?', 'years?', 'actuations?'],
    ...['actuat', 'doses?', 'tablets?', 'capsules?', 'puffs?', 'items?'],
  ].join('|')})(?![\\p{L}]))`,
  'giu',
);
const KIND =
  /\b(?:type|stage|grade|class|phase|level|factor|part|step)\s+[0-9]\b|\bvitamin\s+[a-z][0-9]{0,2}\b|\bcovid-19\b/gi;

/**
 * Whether the display of a coded term could say where somebody is: much stricter than `showsPlace`, for the one prose of a
 * sender that may pass a shield (ADR 17). What it takes for a place loses its display and keeps its code.
 */
export function couldNamePlace(display: string): boolean {
  const plain = display.normalize('NFKC');
  if (plain.length > LONGEST_TERM || !PRINTED.test(plain) || LONG_WORD.test(plain) || showsPlace(plain)) return true;
  const spaced = plain.replace(/-+/g, ' ');
  const saysSo = [STREET, AFTER_NAME, HOME, IN_NAME, SPELT_OUT, AT, SAID];
  if (saysSo.some((pattern) => pattern.test(plain) || (spaced !== plain && pattern.test(spaced)))) return true;
  return /[0-9]/.test(plain.replace(KIND, ' ').replace(STRENGTH, ' '));
}
