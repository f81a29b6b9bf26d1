import { EvaluationFailure } from '../compiled/evaluation-failure.js';
import { EXTENSION_FUNCTIONS, type ExtensionFunction } from '../compiled/extensions/functions.js';
import { ExtensionValue, type Value } from '../compiled/values/value.js';

function functionOf(name: string): ExtensionFunction {
  const found = EXTENSION_FUNCTIONS.get(name);
  if (found === undefined) throw new TypeError(`no function ${name}`);
  return found;
}

function replaced(name: string, call: (args: readonly Value[], right: ExtensionFunction['call']) => Value) {
  const right = functionOf(name);
  return { name, wrong: { ...right, call: (args: readonly Value[]) => call(args, right.call) } };
}

const amountOf = (value: Value | undefined): number => (value instanceof ExtensionValue ? Number(value.amount) : NaN);

const DAY = 86_400_000;

/** Extension functions that are wrong in one thing each. */
export const WRONG_FUNCTIONS: { readonly [what: string]: { name: string; wrong: ExtensionFunction } } = {
  'decimals are compared as text': replaced('lessThan', (args, right) =>
    right(args) === undefined ? false : String(amountOf(args[0])) < String(amountOf(args[1])),
  ),
  'a decimal may have any number of places': replaced('decimal', ([text], right) =>
    right([typeof text === 'string' ? text.replace(/(\.[0-9]{4})[0-9]+$/, '$1') : (text ?? false)]),
  ),
  'a range within another is told by its first address': replaced('isInRange', ([one, of], right) =>
    right([
      one instanceof ExtensionValue && one.kind === 'ipaddr'
        ? new ExtensionValue('ipaddr', one.amount, typeof one.amount === 'bigint' ? 128 : 32)
        : (one ?? false),
      of ?? false,
    ]),
  ),
  'the prefix of an address may begin with a nought': replaced('ip', ([text], right) =>
    right([typeof text === 'string' ? text.replace(/\/0+(?=[0-9])/, '/') : (text ?? false)]),
  ),
  'the day before 1970 runs backwards': replaced('toTime', (args, right) => {
    right(args);
    return new ExtensionValue('duration', amountOf(args[0]) % DAY);
  }),
  'seconds are rounded down, not towards nought': replaced('toSeconds', (args, right) => {
    right(args);
    return Math.floor(amountOf(args[0]) / 1000);
  }),
  'the 30th of February is the 1st of March': replaced('datetime', ([text], right) => {
    try {
      return right([text ?? false]);
    } catch (error) {
      const date = new Date(typeof text === 'string' ? text.replace('02-29', '03-01') : NaN).getTime();
      if (!(error instanceof EvaluationFailure) || Number.isNaN(date)) throw error;
      return new ExtensionValue('datetime', date);
    }
  }),
};
