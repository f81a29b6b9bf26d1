/** Spellings of units that an amount of a medicine or a result is said in, each under one of them; UCUM and what people write. */
const SPELLINGS: readonly (readonly string[])[] = [
  ['g', 'gram', 'grams', 'gramme', 'grammes', 'gm'],
  ['mg', 'milligram', 'milligrams'],
  ['ug', 'mcg', 'microgram', 'micrograms', 'microg'],
  ['ng', 'nanogram', 'nanograms'],
  ['kg', 'kilogram', 'kilograms'],
  ['l', 'litre', 'litres', 'liter', 'liters'],
  ['dl', 'decilitre', 'decilitres'],
  ['ml', 'millilitre', 'millilitres', 'milliliter', 'milliliters', 'cc'],
  ['ul', 'microlitre', 'microlitres'],
  ['mol', 'mole', 'moles'],
  ['mmol', 'millimole', 'millimoles'],
  ['umol', 'micromole', 'micromoles'],
  ['nmol', 'nanomole', 'nanomoles'],
  ['unit', 'units', 'u', 'iu'],
  ['s', 'sec', 'second', 'seconds'],
  ['min', 'minute', 'minutes'],
  ['h', 'hr', 'hrs', 'hour', 'hours'],
  ['d', 'day', 'days'],
  ['wk', 'week', 'weeks'],
  ['tablet', 'tablets', 'tab', 'tabs', 'tbl'],
  ['capsule', 'capsules', 'cap', 'caps'],
];
const UNITS: ReadonlyMap<string, string> = new Map(
  SPELLINGS.flatMap((spellings) => spellings.map((spelling) => [spelling, spellings[0]!])),
);

/** How a word for a unit is spelt here; the word itself where nobody knows it. */
const spelt = (word: string): string => UNITS.get(word) ?? word;

const inLetters = (text: string): string => text.toLowerCase().replace(/[µμ]/g, 'u');

/** Whether two ways to say a unit cannot both be right. Of a unit that nobody knows here nothing is said. */
export function areTwoUnits(said: string, coded: string): boolean {
  const [one, other] = [said, coded].map(partsOf) as [string[], string[]];
  const isKnown = (part: string): boolean => UNITS.has(part);
  if (one.length !== other.length) return [...one, ...other].every(isKnown);
  return one.some((part, at) => isKnown(part) && isKnown(other[at]!) && spelt(part) !== spelt(other[at]!));
}

const partsOf = (unit: string): string[] =>
  inLetters(unit)
    .replace(/\{[^}]*\}/g, '')
    .split(/\/|\bper\b/)
    .map((part) => part.replace(/[[\]\s.]/g, ''));

/**
 * Whether one name says what another leaves out or says otherwise: a number with what it counts (`3 mg`), or all of its words and
 * more. Another name for the same thing says no more.
 */
export function saysMore(than: string, text: string): boolean {
  const [known, words] = [wordsOf(than), wordsOf(text)];
  const strengths = strengthsOf(known);
  if (strengthsOf(words).some((one) => !strengths.includes(one))) return true;
  return words.length > known.length && known.every((one) => words.includes(one));
}

function wordsOf(text: string): string[] {
  const apart = inLetters(text).replace(/(\d),(?=\d{3}\b)/g, '$1');
  return [...apart.matchAll(/\d+(?:\.\d+)?|%|\p{L}+/gu)].map(([word]) =>
    /^\d/.test(word) ? String(Number(word)) : spelt(word),
  );
}

const strengthsOf = (words: readonly string[]): string[] =>
  words.flatMap((word, at) => (/^\d/.test(word) ? `${word} ${words[at + 1] ?? ''}` : []));
