import { type Body, canonicalBody, digitsOf, isGroup, isList, isNumber, parseBody, writeBody } from './body.js';
import { cutDeeper } from './carry-bodies.js';

/** Levels of groups and lists in a body; FHIR R4 resources as they are sent have a dozen. */
export const MOST_LEVELS = 40;
/** Digits, sign and exponent of one number. */
const MOST_OF_A_NUMBER = 64;

/** What is wrong with a body, and where: never the value, and no name that does not look like a field's. */
export interface BodyFault {
  readonly path: string;
  readonly rule: 'isObject' | 'isJson' | 'depth' | 'surrogate' | 'number' | 'name';
  readonly detail: string;
}

export interface ReadBody {
  /** As it was sent, without white space. */
  readonly text: string;
  /** The same for every order of names: for comparing. */
  readonly canonical: string;
}

const DETAILS: Readonly<Record<BodyFault['rule'], string>> = {
  isObject: 'send one JSON object',
  isJson: 'it is not JSON, or one object has the same name twice',
  depth: `at most ${MOST_LEVELS} levels of objects and lists`,
  surrogate: 'it holds half of a surrogate pair, which no text has',
  number: `a number of at most ${MOST_OF_A_NUMBER} characters, as large as a double at most`,
  name: 'a name that no field may have',
};

const fault = (path: string, rule: BodyFault['rule']): BodyFault => ({ path, rule, detail: DETAILS[rule] });

/** Reads a posted body from the text that was sent. Whatever it takes can be sealed, opened, minimised and sent on. */
export function readBody(sent: string): ReadBody | BodyFault {
  if (!sent.startsWith('{')) return fault('body', 'isObject');
  let body: Body;
  try {
    // One level more than may be: what was cut lies where the check below refuses it, so that no cut is ever stored.
    body = parseBody(cutDeeper(sent, MOST_LEVELS + 1));
  } catch (error) {
    if (error instanceof SyntaxError) return fault('body', 'isJson');
    throw error;
  }
  return faultIn(body, 'body', 0) ?? { text: writeBody(body), canonical: canonicalBody(body) };
}

export const isFault = (read: ReadBody | BodyFault): read is BodyFault => 'rule' in read;

const HALF = /\p{Surrogate}/u;
const NAME = /^[A-Za-z][A-Za-z_]{0,39}$/;
const FORBIDDEN = new Set(['__proto__']);

function faultIn(body: Body, path: string, depth: number): BodyFault | undefined {
  if (depth > MOST_LEVELS) return fault(shortened(path), 'depth');
  if (typeof body === 'string') return HALF.test(body) ? fault(path, 'surrogate') : undefined;
  if (isNumber(body)) return isSound(digitsOf(body)) ? undefined : fault(path, 'number');
  if (isList(body)) return firstOf(body.entries(), (item, at) => faultIn(item, `${path}.${at}`, depth + 1));
  if (!isGroup(body)) return undefined;
  return firstOf(Object.entries(body), (inner, name) => {
    const place = `${path}.${NAME.test(name) ? name : '(unnamed)'}`;
    if (HALF.test(name)) return fault(place, 'surrogate');
    if (FORBIDDEN.has(name)) return fault(place, 'name');
    return faultIn(inner, place, depth + 1);
  });
}

function firstOf<Key>(
  entries: Iterable<readonly [Key, Body]>,
  look: (value: Body, key: Key) => BodyFault | undefined,
): BodyFault | undefined {
  for (const [key, value] of entries) {
    const found = look(value, key);
    if (found) return found;
  }
  return undefined;
}

const isSound = (digits: string): boolean => digits.length <= MOST_OF_A_NUMBER && Number.isFinite(Number(digits));

/** Of a path that is too deep, enough to find the place. */
const shortened = (path: string): string => path.split('.').slice(0, 8).join('.');
