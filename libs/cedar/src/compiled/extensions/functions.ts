import { EvaluationFailure, typeFailure } from '../evaluation-failure.js';
import { divide } from '../values/long.js';
import { ExtensionValue, type ExtensionKind, type Value } from '../values/value.js';
import {
  DAY,
  durationSince,
  HOUR,
  MINUTE,
  offset,
  readDatetime,
  readDuration,
  SECOND,
  toDate,
  toTime,
} from './datetime.js';
import { readDecimal } from './decimal.js';
import { isInRange, isIpv6, isLoopback, isMulticast, readIpAddress } from './ip-address.js';

/** A function of an extension, called with as many arguments as it has parameters. */
export interface ExtensionFunction {
  parameters: readonly ('string' | ExtensionKind)[];
  /** `function(x)` or `x.method()`, for printing. */
  style: 'function' | 'method';
  /** @throws EvaluationFailure */
  call: (args: readonly Value[]) => Value;
}

function extension(kind: ExtensionKind, value: Value | undefined): ExtensionValue {
  if (value instanceof ExtensionValue && value.kind === kind) return value;
  throw typeFailure(kind, value ?? false);
}

const constructor = (kind: ExtensionKind, read: (text: string) => ExtensionValue | null): ExtensionFunction => ({
  parameters: ['string'],
  style: 'function',
  call: ([text]) => {
    if (typeof text !== 'string') throw typeFailure('string', text ?? false);
    const value = read(text);
    if (value === null) throw new EvaluationFailure(`${JSON.stringify(text)} is no ${kind} that can be held`);
    return value;
  },
});

const unary = (kind: ExtensionKind, of: (value: ExtensionValue) => Value): ExtensionFunction => ({
  parameters: [kind],
  style: 'method',
  call: ([value]) => of(extension(kind, value)),
});

const binary = (
  [left, right]: readonly [ExtensionKind, ExtensionKind],
  of: (left: ExtensionValue, right: ExtensionValue) => Value,
): ExtensionFunction => ({
  parameters: [left, right],
  style: 'method',
  call: (args) => of(extension(left, args[0]), extension(right, args[1])),
});

const DECIMALS = ['decimal', 'decimal'] as const;

/** Every function of Cedar's extensions by its name. */
export const EXTENSION_FUNCTIONS: ReadonlyMap<string, ExtensionFunction> = new Map<string, ExtensionFunction>([
  ['decimal', constructor('decimal', readDecimal)],
  ['lessThan', binary(DECIMALS, (a, b) => a.amount < b.amount)],
  ['lessThanOrEqual', binary(DECIMALS, (a, b) => a.amount <= b.amount)],
  ['greaterThan', binary(DECIMALS, (a, b) => a.amount > b.amount)],
  ['greaterThanOrEqual', binary(DECIMALS, (a, b) => a.amount >= b.amount)],
  ['ip', constructor('ipaddr', readIpAddress)],
  ['isIpv4', unary('ipaddr', (address) => !isIpv6(address))],
  ['isIpv6', unary('ipaddr', isIpv6)],
  ['isLoopback', unary('ipaddr', isLoopback)],
  ['isMulticast', unary('ipaddr', isMulticast)],
  ['isInRange', binary(['ipaddr', 'ipaddr'], isInRange)],
  ['datetime', constructor('datetime', readDatetime)],
  ['duration', constructor('duration', readDuration)],
  ['offset', binary(['datetime', 'duration'], offset)],
  ['durationSince', binary(['datetime', 'datetime'], durationSince)],
  ['toDate', unary('datetime', toDate)],
  ['toTime', unary('datetime', toTime)],
  ['toMilliseconds', unary('duration', ({ amount }) => amount)],
  ['toSeconds', unary('duration', ({ amount }) => divide(amount, SECOND))],
  ['toMinutes', unary('duration', ({ amount }) => divide(amount, MINUTE))],
  ['toHours', unary('duration', ({ amount }) => divide(amount, HOUR))],
  ['toDays', unary('duration', ({ amount }) => divide(amount, DAY))],
]);

/** The constructor of each extension type, for values that a schema lets be written as their text alone. */
export const CONSTRUCTORS: Readonly<Record<ExtensionKind, string>> = {
  decimal: 'decimal',
  ipaddr: 'ip',
  datetime: 'datetime',
  duration: 'duration',
};
