import { couldLocate, isKnownSystem, isSnomedId, nameOf, type Field } from '#libs/domain';
import { digitsOf, isGroup, isNumber, type Body } from '../body/body.js';

const TIME = '[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,6})?)?';
const DAY = '[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?';
const DATE = new RegExp(`^(?:${DAY}|${TIME}|[0-9]{4}-[0-9]{2}-[0-9]{2}T${TIME}(?:Z|[+-][0-9]{2}:[0-9]{2})?)$`);
const TOKEN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
/** As many as a UPRN or a telephone number may have; codes of that length are SNOMED CT's or dm+d's. */
const LONG_DIGITS = /^[0-9]{9,}$/;
const UNIT = /^[A-Za-z%0-9/{}[\]().*^_'-]{1,16}$/;
const MOST_OF_A_NAME = 80;
const MOST_OF_A_DISPLAY = 255;

/** What of a record passed so far, for the net: words that somebody wrote, and codes. */
export interface Passed {
  readonly texts: string[];
  readonly codes: string[];
}

/**
 * A single value, where it is what its field declares; undefined where it is anything else, which is free text to us. Under
 * a shield a bare code or number that could be a UPRN, a telephone number or a postcode is no code.
 */
export function passingValue(value: Body, field: Field, place: boolean, passed: Passed): Body | undefined {
  switch (field.kind) {
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'number':
      if (!isNumber(value) || (place && couldLocate(digitsOf(value)))) return undefined;
      passed.codes.push(digitsOf(value));
      return value;
    case 'date':
      return typeof value === 'string' && DATE.test(value) ? value : undefined;
    case 'word':
      return typeof value === 'string' && field.words!.has(nameOf(value)) ? value : undefined;
    case 'unit':
      return typeof value === 'string' && UNIT.test(value) ? kept(kept(value, passed.texts), passed.codes) : undefined;
    case 'token':
      if (typeof value !== 'string' || !TOKEN.test(value) || (place && couldLocate(value))) return undefined;
      return kept(value, passed.codes);
    case 'name':
      return typeof value === 'string' && value.length <= MOST_OF_A_NAME ? kept(value, passed.texts) : undefined;
    case 'coding':
      return codingOf(value, place, passed);
    case 'text':
    case 'group':
      return undefined;
  }
}

/** System, code and display; a code of a system that we do not know could say anything. */
function codingOf(value: Body, place: boolean, passed: Passed): Body | undefined {
  if (!isGroup(value)) return undefined;
  const { system, code, display } = value;
  if (!isKnownSystem(system) || typeof code !== 'string' || !TOKEN.test(code)) return undefined;
  if (place && LONG_DIGITS.test(code) && !isSnomedId(code)) return undefined;
  passed.codes.push(code);
  if (typeof display !== 'string' || display.length > MOST_OF_A_DISPLAY) return { system, code };
  return { system, code, display: kept(display, passed.texts) };
}

function kept(text: string, among: string[]): string {
  among.push(text);
  return text;
}
