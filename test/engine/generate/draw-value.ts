import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import { attribute, binary, literal, method, unary, type Draw, type Draws } from './draws.js';
import { setOf } from './draw-literal.js';
import { TAGS } from './literals.js';
import { CONTEXT, DOC, PERSON, PLACE, type Kind } from './rich-schema.js';

const namesOf = (attributes: { readonly [name: string]: Kind }, kind: Kind): string[] =>
  Object.entries(attributes).flatMap(([name, other]) => (other === kind ? [name] : []));

const owners: readonly [
  { of: { readonly [name: string]: Kind }; draw: Draw },
  ...{ of: { readonly [name: string]: Kind }; draw: Draw }[],
] = [
  { of: CONTEXT, draw: () => ({ Var: 'context' }) },
  {
    of: PERSON,
    draw: (draws, depth) => (draws.dice.chance(0.8) ? { Var: 'principal' } : draws.expression('Person', depth - 1)),
  },
  { of: DOC, draw: () => ({ Var: 'resource' }) },
  { of: PLACE, draw: (draws, depth) => draws.expression('Place', depth - 1) },
];

/** An attribute of this kind, of whatever has one. */
export function attributeOf(draws: Draws, kind: Kind, depth: number): Expr | null {
  const { of, draw } = draws.dice.pick(owners);
  const names = namesOf(of, kind);
  const name = names[draws.dice.below(names.length)];
  return name === undefined ? null : attribute(draw(draws, depth), name);
}

const arithmetic: Draw = (draws, depth) =>
  binary(draws.dice.pick(['+', '-', '*']), draws.expression('Long', depth - 1), draws.expression('Long', depth - 1));
const getTag =
  (of: 'Doc' | 'Person'): Draw =>
  (draws, depth) =>
    binary(
      'getTag',
      draws.dice.chance(0.7) ? { Var: of === 'Doc' ? 'resource' : 'principal' } : draws.expression(of, depth - 1),
      literal(draws.dice.pick(TAGS)),
    );

/** How else a kind can come about. */
export const COMPUTED: { readonly [kind in Kind]?: readonly [Draw, ...Draw[]] } = {
  Long: [
    arithmetic,
    arithmetic,
    (draws, depth) => ({ neg: { arg: draws.expression('Long', depth - 1) } }),
    ...['toMilliseconds', 'toSeconds', 'toMinutes', 'toHours', 'toDays'].map((name) => unary(name, 'duration')),
    getTag('Doc'),
  ],
  Strings: [setOf('String'), getTag('Person')],
  Longs: [setOf('Long')],
  Persons: [setOf('Person')],
  Ranges: [setOf('ipaddr')],
  Person: [() => ({ Var: 'principal' })],
  Doc: [() => ({ Var: 'resource' })],
  datetime: [method('offset', 'datetime', 'duration'), unary('toDate', 'datetime')],
  duration: [method('durationSince', 'datetime', 'datetime'), unary('toTime', 'datetime')],
};
