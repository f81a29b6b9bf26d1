import { call, entityLiteral, literal, type Draw } from './draws.js';
import { COLOURS, DOCS, GROUPS, LONGS, PEOPLE, TEAMS, TEXTS, writtenExtension, type Extension } from './literals.js';
import type { Kind } from './rich-schema.js';

const CONSTRUCTORS: { readonly [kind in Extension]: string } = {
  decimal: 'decimal',
  ipaddr: 'ip',
  datetime: 'datetime',
  duration: 'duration',
};

const extensionLiteral =
  (kind: Extension): Draw =>
  ({ dice }) =>
    call(CONSTRUCTORS[kind], literal(writtenExtension(dice, kind)));
export const setOf =
  (kind: Kind): Draw =>
  (draws, depth) => ({
    Set: Array.from({ length: draws.dice.below(4) }, () => draws.expression(kind, depth - 1)),
  });

export const placeLiteral: Draw = (draws, depth) => ({
  Record: {
    city: draws.expression('String', depth - 1),
    ...(draws.dice.chance(0.5) ? { code: draws.expression('Long', depth - 1) } : {}),
  },
});

/** What stands for a kind when nothing deeper is wanted. */
export const LITERALS: { readonly [kind in Kind]: Draw } = {
  Bool: ({ dice }) => literal(dice.chance(0.5)),
  Long: ({ dice }) => literal(dice.pick(LONGS)),
  String: ({ dice }) => literal(dice.pick(TEXTS)),
  Strings: ({ dice }) => ({ Set: dice.some(TEXTS, 3).map(literal) }),
  Longs: ({ dice }) => ({ Set: dice.some(LONGS, 3).map(literal) }),
  Person: ({ dice }) => entityLiteral('Person', dice.pick(PEOPLE)),
  Persons: ({ dice }) => ({ Set: dice.some(PEOPLE, 3).map((id) => entityLiteral('Person', id)) }),
  Doc: ({ dice }) => entityLiteral('Doc', dice.pick(DOCS)),
  Group: ({ dice }) =>
    dice.chance(0.7) ? entityLiteral('Group', dice.pick(GROUPS)) : entityLiteral('Team', dice.pick(TEAMS)),
  Place: placeLiteral,
  decimal: extensionLiteral('decimal'),
  ipaddr: extensionLiteral('ipaddr'),
  Ranges: setOf('ipaddr'),
  datetime: extensionLiteral('datetime'),
  duration: extensionLiteral('duration'),
  Colour: ({ dice }) => entityLiteral('Colour', dice.pick(COLOURS)),
};
