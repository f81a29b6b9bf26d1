import { couldLocate, foldText, showsPlace } from '#libs/domain';
import type { DeclaredPart } from './declared-part.js';

/** Fewer letters are hidden by their path alone: they stand in half of all words. */
const LEAST_LETTERS = 4;
const LEAST_OF_A_WORD = 5;
const LEAST_OF_A_CODE = 4;
const LEAST_OF_A_LONG_CODE = 6;
/** The net's whole work: hidden values times what passed, in characters. A record that asks for more does not leave. */
const MOST_WORK = 16 * 1024 * 1024;

/** Words of terms that say nothing of a person by themselves. */
const COMMON = new Set(
  `home work mobile phone email temp postal physical both acute adult after before being body chronic clinical closed code condition confirmed disease disorder event finding
    general grade health history injury level lower medical mild moderate normal other patient person primary problem
    procedure right secondary severe severity side situation specified stage state status structure syndrome therapy treatment
    unspecified upper within without active inactive resolved remission recurrence provisional differential refuted`.split(
    /\s+/,
  ),
);

const squeezed = (text: string): string => foldText(text).replaceAll(' ', '');
const letters = (text: string): number => text.replace(/[^\p{L}]/gu, '').length;

/**
 * The net below the shapes: whether what is hidden stands, folded, in what passed. A hidden phrase is looked for whole and by
 * its telling words; a hidden code among the codes; under a shield, patterns of places too. Whoever calls withholds the
 * record then.
 */
export function findLeak({ passed, hidden, places }: DeclaredPart, place: boolean): boolean {
  const texts = [...new Set(passed.texts)];
  const text = texts.map(squeezed).join('|');
  const needles = new Set([...hidden.flatMap(phrasesOf), ...places.flatMap(wholeOf)]);
  if (needles.size * text.length > MOST_WORK) return true;
  for (const needle of needles) if (text.includes(needle)) return true;
  const codes = new Set(hidden.filter((value) => value.length >= LEAST_OF_A_CODE && !COMMON.has(foldText(value))));
  if (passed.codes.some((code) => codes.has(code))) return true;
  return place && (texts.some(showsPlace) || passed.codes.some(locatingCode));
}

/** A code of letters can be a postcode, or a name with hyphens; whether one of digits alone locates was asked before. */
const locatingCode = (code: string): boolean =>
  /[a-z]/i.test(code) && (couldLocate(code) || showsPlace(code.replaceAll('.', ' ')));

/** A phrase, or a code that is long enough to be nothing else. */
function wholeOf(value: string): string[] {
  const needle = squeezed(value);
  if (COMMON.has(needle)) return [];
  return letters(needle) >= LEAST_LETTERS || needle.length >= LEAST_OF_A_LONG_CODE ? [needle] : [];
}

function phrasesOf(value: string): string[] {
  const words = foldText(value).split(' ');
  const telling = words.filter((word) => letters(word) >= LEAST_OF_A_WORD && !COMMON.has(word));
  return [...wholeOf(value), ...wholeOf(value.replace(/\([^()]*\)\s*$/, '')), ...telling];
}
