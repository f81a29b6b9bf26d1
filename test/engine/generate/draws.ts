import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import type { Dice } from './dice.js';
import type { Kind } from './rich-schema.js';

/** What draws parts of an expression: mostly of the kind that is asked for. */
export interface Draws {
  dice: Dice;
  expression: (kind: Kind, depth: number) => Expr;
}

export type Draw = (draws: Draws, depth: number) => Expr;

export const KINDS: readonly [Kind, ...Kind[]] = [
  'Bool',
  'Long',
  'String',
  'Strings',
  'Longs',
  'Person',
  'Persons',
  'Doc',
  'Group',
  'Place',
  'decimal',
  'ipaddr',
  'Ranges',
  'datetime',
  'duration',
  'Colour',
];

export const literal = (Value: boolean | number | string): Expr => ({ Value });
export const entityLiteral = (type: string, id: string): Expr => ({ Value: { __entity: { type, id } } });
export const binary = (operator: string, left: Expr, right: Expr): Expr =>
  ({ [operator]: { left, right } }) as unknown as Expr;
export const call = (name: string, ...args: Expr[]): Expr => ({ [name]: args }) as unknown as Expr;
export const attribute = (left: Expr, attr: string): Expr => ({ '.': { left, attr } });
export const unary =
  (name: string, kind: Kind): Draw =>
  (draws, depth) =>
    call(name, draws.expression(kind, depth - 1));
export const method =
  (name: string, left: Kind, right: Kind): Draw =>
  (draws, depth) =>
    call(name, draws.expression(left, depth - 1), draws.expression(right, depth - 1));
