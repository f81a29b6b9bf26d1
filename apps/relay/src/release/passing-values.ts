import { couldNamePlace, isOpenCode, nameOf, type Field } from '#libs/domain';
import { digitsOf, isGroup, isNumber, type Body } from '../body/body.js';

const TIME = '[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,6})?)?';
const DAY = '[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?';
const DATE = new RegExp(`^(?:${DAY}|${TIME}|[0-9]{4}-[0-9]{2}-[0-9]{2}T${TIME}(?:Z|[+-][0-9]{2}:[0-9]{2})?)$`);
/** Six digits and less than a million: no UPRN, no telephone number, no identifier. */
const NUMBER = /^-?0*(?:[0-9][.]?){1,6}(?:[eE][+-]?[0-9]{1,2})?$/;
const LESS_THAN = 1e6;

/** What of a record passed so far, for the net: words that somebody wrote, and codes. */
export interface Passed {
  readonly texts: string[];
  readonly codes: string[];
}

/**
 * A single value, where it is what its field declares; undefined where it is anything else, which is free text to us. Words
 * and displays leave in our spelling. `placesOnly`: places are hidden, and nothing else.
 */
export function passingValue(value: Body, field: Field, placesOnly: boolean, passed: Passed): Body | undefined {
  switch (field.kind) {
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'number':
      return isNumber(value) && isSmall(digitsOf(value)) ? kept(value, digitsOf(value), passed.codes) : undefined;
    case 'date':
      return typeof value === 'string' && DATE.test(value) ? value : undefined;
    case 'word':
      return typeof value === 'string' ? field.words!.get(nameOf(value)) : undefined;
    case 'symbol':
      return typeof value === 'string' && field.symbols!.has(value) ? value : undefined;
    case 'coding':
      return codingOf(value, field, placesOnly, passed);
    case 'text':
    case 'group':
      return undefined;
  }
}

const isSmall = (digits: string): boolean => NUMBER.test(digits) && Math.abs(Number(digits)) < LESS_THAN;

/**
 * A code that the field lists, with our display. Where places alone are hidden, any code of a known system too if the field
 * means something that a nurse must not miss: a medicine or an allergy that nobody sees is a hazard of its own (ADR 17).
 */
function codingOf(value: Body, field: Field, placesOnly: boolean, passed: Passed): Body | undefined {
  if (!isGroup(value)) return undefined;
  const { system, code, display } = value;
  if (typeof system !== 'string' || typeof code !== 'string') return undefined;
  const ours =
    field.codes?.get(system)?.get(code) ?? (placesOnly ? field.placeless?.get(system)?.get(code) : undefined);
  if (ours !== undefined) return kept({ system, code, display: ours }, code, passed.codes);
  if (!placesOnly || field.means === undefined || !isOpenCode(system, code)) return undefined;
  passed.codes.push(code);
  if (typeof display !== 'string' || couldNamePlace(display)) return { system, code };
  return kept({ system, code, display }, display, passed.texts);
}

function kept<Value>(value: Value, text: string, among: string[]): Value {
  among.push(text);
  return value;
}
