import { isInitial, tellingName, wordsOf } from './given-name.js';
import { isOneName, readingsOf } from './person-name.js';

/** A person's names as somebody sent them. */
export interface Names {
  readonly familyName: string;
  readonly givenName?: string | null | undefined;
}

/** Two letters for one, or the other way round, when neither has a mark: what a passport and a keyboard made of one name. */
const PAIRS = /aa|ae|oe|ue/g;
const contracted = (reading: string): string => reading.replace(PAIRS, (pair) => pair[0]!);

/**
 * Whether both names may be one person's, each mistyped by one letter, shortened, or written by other rules; in either
 * order. Never enough to join two: enough for somebody to look at it, beside a birth that is as near.
 */
export function areNearNames(one: Names, other: Names): boolean {
  const [oneGiven, otherGiven] = [tellingName(one.givenName), tellingName(other.givenName)];
  if (isNear(one.familyName, other.familyName) && isNearGiven(one.givenName, other.givenName)) return true;
  if (oneGiven === null || otherGiven === null) return false;
  return isNear(one.familyName, otherGiven) && isNear(oneGiven, other.familyName);
}

function isNearGiven(one: string | null | undefined, other: string | null | undefined): boolean {
  const [given, otherGiven] = [tellingName(one), tellingName(other)];
  if (given === null || otherGiven === null) return true;
  if (isNear(given, otherGiven) || fitsGivenName(one, other)) return true;
  const [short, long] = [readingsOf(given)[0]!, readingsOf(otherGiven)[0]!].sort((a, b) => a.length - b.length);
  return short!.length > 1 && long!.startsWith(short!);
}

function isNear(one: string, other: string): boolean {
  const others = readingsOf(other).map(contracted);
  return readingsOf(one).some((reading) => others.some((by) => isOneLetterOff(contracted(reading), by)));
}

/**
 * Whether one given name may be the other with more or fewer words: Edith and Edith Mary, John R and John Robert. One that
 * says nothing contradicts none.
 */
export function fitsGivenName(one: string | null | undefined, other: string | null | undefined): boolean {
  const [given, otherGiven] = [tellingName(one), tellingName(other)];
  if (given === null || otherGiven === null || isOneName(given, otherGiven)) return true;
  const [short, long] = [wordsOf(given), wordsOf(otherGiven)].sort((a, b) => a.length - b.length) as [
    string[],
    string[],
  ];
  return short.every(
    (word, at) => isOneName(word, long[at]!) || isInitialOf(word, long[at]!) || isInitialOf(long[at]!, word),
  );
}

const isInitialOf = (initial: string, word: string): boolean =>
  isInitial(initial) && isOneName(initial, word.slice(0, 1));

/** One letter more, less or otherwise, or two that changed places. */
export function isOneLetterOff(one: string, other: string): boolean {
  const [a, b] = [one, other].sort((x, y) => x.length - y.length).map((text) => [...text]) as [string[], string[]];
  if (b.length - a.length > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  const same = (x: readonly string[], y: readonly string[]): boolean => x.join('') === y.join('');
  if (a.length < b.length) return same(restA, restB.slice(1));
  const swapped = restA.length > 1 && restA[0] === restB[1] && restA[1] === restB[0];
  return same(restA.slice(1), restB.slice(1)) || (swapped && same(restA.slice(2), restB.slice(2)));
}
