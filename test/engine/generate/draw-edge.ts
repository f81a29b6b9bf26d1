import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import { LITERALS } from './draw-literal.js';
import { misplaced, tagged } from './draw-misplaced.js';
import { binary, call, literal, type Draw, type Draws } from './draws.js';
import { BAD_DECIMALS, DECIMALS, MOMENTS, SPANS, TEXTS, writtenExtension } from './literals.js';

const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;
const GREAT = [9007199254740991, -9007199254740991, 3037000499, 3037000500] as const;
const SMALL = [-2, -1, 0, 1, 2, 3, 5] as const;

const compared = ({ dice }: Draws, left: Expr, right: Expr): Expr => binary(dice.pick(COMPARISONS), left, right);

/** Sums and products beyond what a double counts, one apart. */
const greatNumbers: Draw = (draws) => {
  const { dice } = draws;
  const [great, other] = [literal(dice.pick(GREAT)), literal(dice.pick(GREAT))];
  const about = dice.chance(0.5)
    ? binary('*', great, other)
    : binary(dice.pick(['+', '-', '*']), great, literal(dice.pick(SMALL)));
  const near = (): Expr => binary(dice.pick(['+', '-']), about, literal(dice.pick(SMALL)));
  return compared(draws, near(), near());
};

/** One product by two ways. */
const products: Draw = (draws) => {
  const { dice } = draws;
  const [one, other] = dice.pick<[number, number]>([
    [3037000499, 3037000500],
    [9007199254740991, 1023],
    [-9007199254740991, 7],
    [2147483647, 4294967297],
  ]);
  const way = binary('+', binary('*', literal(one), literal(other - 1)), literal(one));
  const near = binary(dice.pick(['+', '-']), way, literal(dice.pick(SMALL)));
  return compared(draws, binary('*', literal(one), literal(other)), near);
};

/** Groups straight above and further up. */
const within: Draw = (draws) => {
  const { dice } = draws;
  const group = (): Expr => LITERALS.Group(draws, 0);
  const left: Expr = { Var: dice.pick(['principal', 'resource'] as const) };
  return binary('in', left, dice.chance(0.7) ? group() : { Set: [group(), group()] });
};

const spanIn: Draw = ({ dice }) =>
  call(
    dice.pick(['toMilliseconds', 'toSeconds', 'toMinutes', 'toHours', 'toDays']),
    call('duration', literal(dice.chance(0.3) ? '-9223372036854775808ms' : dice.pick(SPANS))),
  );

/** Spans that are no whole number of seconds. */
const seconds: Draw = (draws) => {
  const { dice } = draws;
  const span = call('toSeconds', call('duration', literal(dice.pick(['-1ms', '-1999ms', '1999ms', '-1000ms']))));
  return binary(dice.pick(['==', '!=', '<', '>=']), span, literal(dice.pick([-2, -1, 0])));
};

/** Spans of time in their units, at the edge of i64 and either side of nought. */
const spans: Draw = (draws, depth) => {
  const { dice } = draws;
  const span = spanIn(draws, depth);
  return compared(draws, dice.chance(0.4) ? { neg: { arg: span } } : span, literal(dice.pick(SMALL)));
};

/** Records that agree on what they share. */
const records: Draw = (draws) => {
  const { dice } = draws;
  const city = literal(dice.pick(TEXTS));
  const code = literal(dice.pick(SMALL));
  const drawn = (): Expr => ({ Record: { city, ...(dice.chance(0.5) ? { code } : {}) } });
  return binary(dice.pick(['==', '!=']), drawn(), drawn());
};

const decimal = ({ dice }: Draws): Expr =>
  call('decimal', literal(dice.chance(0.4) ? dice.pick<string>(BAD_DECIMALS) : dice.pick<string>(DECIMALS)));

const decimals: Draw = (draws) =>
  draws.dice.chance(0.5)
    ? binary(draws.dice.pick(['==', '!=']), decimal(draws), decimal(draws))
    : call(
        draws.dice.pick(['lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual']),
        decimal(draws),
        decimal(draws),
      );

const NESTED = ['10.0.0.0/8', '10.0.0.0/16', '10.0.0.0', '::1/127', '::1', '::/0'] as const;

const ranges: Draw = ({ dice }) => {
  const nested = dice.chance(0.6);
  const range = (): Expr => call('ip', literal(nested ? dice.pick(NESTED) : writtenExtension(dice, 'ipaddr')));
  return dice.chance(0.5)
    ? call('isInRange', range(), range())
    : call(dice.pick(['isIpv4', 'isIpv6', 'isLoopback', 'isMulticast']), range());
};

function shuffled({ dice }: Draws, members: readonly Expr[]): Expr {
  const again = dice.chance(0.3) ? members.slice(0, 1) : [];
  return { Set: dice.chance(0.7) ? [...members, ...again].reverse() : members.slice(1) };
}

/** Sets of nearly the same members, in another order, one of them twice or missing. */
const sets: Draw = (draws, depth) => {
  const kind = draws.dice.pick(['Strings', 'Longs', 'Persons'] as const);
  const operator = draws.dice.pick(['==', '!=', 'containsAll', 'containsAny'] as const);
  const left = LITERALS[kind](draws, depth);
  const members = 'Set' in left ? (left.Set as Expr[]) : [];
  return binary(operator, left, shuffled(draws, members));
};

/** Moments either side of 1970, cut into day and time. */
const moments: Draw = (draws) => {
  const { dice } = draws;
  const moment = call('datetime', literal(dice.pick(MOMENTS)));
  if (dice.chance(0.3)) return compared(draws, call('toDate', moment), call('datetime', literal(dice.pick(MOMENTS))));
  return compared(
    draws,
    call('toTime', moment),
    call('duration', literal(dice.pick(['0ms', '-1ms', '12h', '1d', '86399s']))),
  );
};

const EDGES: readonly [Draw, ...Draw[]] = [
  greatNumbers,
  greatNumbers,
  products,
  within,
  seconds,
  spans,
  spans,
  spans,
  records,
  decimals,
  ranges,
  ranges,
  sets,
  moments,
  misplaced,
  misplaced,
  misplaced,
  tagged,
  tagged,
];

/** A short condition where engines are most likely to part: little of a request is needed for it, and nothing hides it. */
export const edge: Draw = (draws, depth) => draws.dice.pick(EDGES)(draws, depth);
