import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import { choice } from './draw-choice.js';
import { LITERALS, placeLiteral, setOf } from './draw-literal.js';
import { attributeOf } from './draw-value.js';
import { binary, entityLiteral, KINDS, literal, method, unary, type Draw, type Draws } from './draws.js';
import { TAGS } from './literals.js';
import type { Kind } from './rich-schema.js';

function same(draws: Draws, depth: number): Expr {
  const kind = draws.dice.pick(KINDS);
  return binary(draws.dice.pick(['==', '!=']), draws.expression(kind, depth - 1), draws.expression(kind, depth - 1));
}

function ordered(draws: Draws, depth: number): Expr {
  const kind = draws.dice.pick<Kind>(['Long', 'Long', 'datetime', 'duration']);
  return binary(
    draws.dice.pick(['<', '<=', '>', '>=']),
    draws.expression(kind, depth - 1),
    draws.expression(kind, depth - 1),
  );
}

const someEntity = (draws: Draws, depth: number): Expr =>
  draws.dice.pick<() => Expr>([
    () => ({ Var: 'principal' }),
    () => ({ Var: 'resource' }),
    () => ({ Var: 'action' }),
    () => draws.expression('Person', depth - 1),
    () => draws.expression('Group', depth - 1),
  ])();

const someGroup = (draws: Draws, depth: number): Expr =>
  draws.dice.pick<() => Expr>([
    () => draws.expression('Group', depth - 1),
    () => setOf('Group')(draws, depth),
    () => entityLiteral('Action', draws.dice.pick(['view', 'edit', 'read', 'write', 'none'])),
    () => draws.expression('Persons', depth - 1),
  ])();

const within = (draws: Draws, depth: number): Expr => binary('in', someEntity(draws, depth), someGroup(draws, depth));

const typed = (draws: Draws, depth: number): Expr => ({
  is: {
    left: someEntity(draws, depth),
    entity_type: draws.dice.pick(['Person', 'Doc', 'Team', 'Action', 'Far::Star']),
    ...(draws.dice.chance(0.4) ? { in: someGroup(draws, depth) } : {}),
  },
});

function sets(draws: Draws, depth: number): Expr {
  const [set, member] = draws.dice.pick<[Kind, Kind]>([
    ['Strings', 'String'],
    ['Longs', 'Long'],
    ['Persons', 'Person'],
    ['Ranges', 'ipaddr'],
  ]);
  if (draws.dice.chance(0.1)) return { isEmpty: { arg: draws.expression(set, depth - 1) } };
  const operator = draws.dice.pick(['contains', 'containsAll', 'containsAny'] as const);
  const right = draws.expression(operator === 'contains' ? member : set, depth - 1);
  return binary(operator, draws.expression(set, depth - 1), right);
}

function presence(draws: Draws, depth: number): Expr {
  if (draws.dice.chance(0.3))
    return binary('hasTag', someEntity(draws, depth), literal(draws.dice.pick([...TAGS, 'zz'])));
  if (draws.dice.chance(0.3)) {
    const attr = draws.dice.pick([
      ['place', 'geo', 'ok'],
      ['home', 'geo'],
      ['boss', 'boss', 'home'],
      ['on', 'home', 'code', 'x'],
    ]);
    return { has: { left: draws.dice.pick<Expr>([{ Var: 'context' }, { Var: 'principal' }]), attr } };
  }
  const attr = draws.dice.pick([
    'boss',
    'constructor',
    'odd name',
    'reason',
    'toString',
    'code',
    'geo',
    'address',
    '__proto__',
  ]);
  const left = draws.dice.chance(0.7)
    ? someEntity(draws, depth)
    : draws.dice.pick<Expr>([{ Var: 'context' }, placeLiteral(draws, depth)]);
  return { has: { left, attr } };
}

const PATTERN_PIECES = [
  'Wildcard',
  'Wildcard',
  { Literal: 'a' },
  { Literal: 'b' },
  { Literal: '*' },
  { Literal: '😀' },
] as const;

const like = (draws: Draws, depth: number): Expr => ({
  like: { left: draws.expression('String', depth - 1), pattern: draws.dice.some(PATTERN_PIECES, 4) },
});

function extensionTest(draws: Draws, depth: number): Expr {
  if (draws.dice.chance(0.5)) {
    const name = draws.dice.pick(['lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual']);
    return method(name, 'decimal', 'decimal')(draws, depth);
  }
  if (draws.dice.chance(0.3)) return method('isInRange', 'ipaddr', 'ipaddr')(draws, depth);
  return unary(draws.dice.pick(['isIpv4', 'isIpv6', 'isLoopback', 'isMulticast']), 'ipaddr')(draws, depth);
}

const joined = (draws: Draws, depth: number): Expr =>
  binary(draws.dice.pick(['&&', '||']), draws.expression('Bool', depth - 1), draws.expression('Bool', depth - 1));
const negated = (draws: Draws, depth: number): Expr => ({ '!': { arg: draws.expression('Bool', depth - 1) } });
const flag = (draws: Draws, depth: number): Expr => attributeOf(draws, 'Bool', depth) ?? LITERALS.Bool(draws, depth);

const CONDITIONS: readonly [Draw, ...Draw[]] = [
  joined,
  joined,
  joined,
  negated,
  same,
  same,
  ordered,
  ordered,
  within,
  typed,
  sets,
  sets,
  presence,
  presence,
  like,
  extensionTest,
  extensionTest,
  flag,
  (draws, depth) => choice(draws, 'Bool', depth),
];

export const condition = (draws: Draws, depth: number): Expr =>
  depth <= 0 ? flag(draws, depth) : draws.dice.pick(CONDITIONS)(draws, depth);
