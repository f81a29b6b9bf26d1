import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import { LITERALS } from './draw-literal.js';
import { attribute, binary, call, KINDS, literal, type Draw, type Draws } from './draws.js';
import { TAGS } from './literals.js';
import type { Kind } from './rich-schema.js';

/** The methods of extensions: what each is called on, and with what. */
const METHODS: readonly [readonly [string, ...Kind[]], ...(readonly [string, ...Kind[]])[]] = [
  ['lessThan', 'decimal', 'decimal'],
  ['lessThanOrEqual', 'decimal', 'decimal'],
  ['greaterThan', 'decimal', 'decimal'],
  ['greaterThanOrEqual', 'decimal', 'decimal'],
  ['isIpv4', 'ipaddr'],
  ['isIpv6', 'ipaddr'],
  ['isLoopback', 'ipaddr'],
  ['isMulticast', 'ipaddr'],
  ['isInRange', 'ipaddr', 'ipaddr'],
  ['offset', 'datetime', 'duration'],
  ['durationSince', 'datetime', 'datetime'],
  ['toDate', 'datetime'],
  ['toTime', 'datetime'],
  ['toMilliseconds', 'duration'],
  ['toSeconds', 'duration'],
  ['toMinutes', 'duration'],
  ['toHours', 'duration'],
  ['toDays', 'duration'],
];

const anything = (draws: Draws): Expr => LITERALS[draws.dice.pick(KINDS)](draws, 1);

/** A method of an extension on what is none, or with it; the other side as it belongs. */
const wrongCall: Draw = (draws, depth) => {
  const [name, ...kinds] = draws.dice.pick(METHODS);
  const at = draws.dice.below(kinds.length);
  const args = kinds.map((kind, index) => (index === at ? anything(draws) : LITERALS[kind](draws, depth)));
  return binary(draws.dice.pick(['==', '!=']), call(name, ...args), literal(true));
};

const wrongTag: Draw = (draws) => {
  const tag = literal(draws.dice.pick(TAGS));
  return draws.dice.chance(0.5)
    ? binary('hasTag', anything(draws), tag)
    : binary('getTag', anything(draws), draws.dice.chance(0.5) ? tag : anything(draws));
};

const wrongOperand: Draw = (draws) => {
  const operator = draws.dice.pick(['neg', 'isEmpty', '+', '-', '*'] as const);
  const arg = anything(draws);
  const alone: Expr | null =
    operator === 'neg' ? { neg: { arg } } : operator === 'isEmpty' ? { isEmpty: { arg } } : null;
  return binary('==', alone ?? binary(operator, arg, anything(draws)), literal(true));
};

const WRONG: readonly [Draw, ...Draw[]] = [wrongCall, wrongCall, wrongCall, wrongCall, wrongOperand, wrongTag];

const ASKED: readonly [Expr, ...Expr[]] = [
  attribute({ Var: 'context' }, 'urgent'),
  binary('<', attribute({ Var: 'context' }, 'limit'), literal(2)),
];

/** Something where it does not belong: which of a few depends on the request, so that one rule errs in several ways. */
export const misplaced: Draw = (draws, depth) => {
  const wrong = (): Expr => draws.dice.pick(WRONG)(draws, depth);
  const either = (chosen: () => Expr): Expr => ({
    'if-then-else': { if: draws.dice.pick(ASKED), then: chosen(), else: chosen() },
  });
  return either(() => either(wrong));
};

/** A tag that is got where it is there, or perhaps is. */
export const tagged: Draw = (draws) => {
  const { dice } = draws;
  const [of, value] = dice.pick<['principal' | 'resource', Kind]>([
    ['principal', 'Strings'],
    ['resource', 'Long'],
  ]);
  const tag = literal(dice.pick(TAGS));
  const got = binary(dice.pick(['==', '!=']), binary('getTag', { Var: of }, tag), LITERALS[value](draws, 0));
  return dice.chance(0.8) ? binary('&&', binary('hasTag', { Var: of }, tag), got) : got;
};
