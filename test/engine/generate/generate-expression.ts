import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import type { Dice } from './dice.js';
import { choice } from './draw-choice.js';
import { condition } from './draw-condition.js';
import { edge } from './draw-edge.js';
import { LITERALS } from './draw-literal.js';
import { attributeOf, COMPUTED } from './draw-value.js';
import { KINDS, type Draws } from './draws.js';
import type { Kind } from './rich-schema.js';

const drawsOf = (dice: Dice): Draws => ({ dice, expression: (kind, deep) => expression(dice, kind, deep) });

/** The body of a clause. */
export const body = (dice: Dice): Expr => expression(dice, 'Bool', dice.pick([1, 2, 3, 4]));

/** The body of an only clause: short, and where engines are most likely to part. */
export const edgeBody = (dice: Dice): Expr => edge(drawsOf(dice), 0);

/**
 * An expression over the rich schema that is mostly of one kind: now and then, and at any depth, another kind stands
 * where it does not belong, so that errors arise and are, or are not, reached.
 */
export function expression(dice: Dice, wanted: Kind, depth: number): Expr {
  const draws = drawsOf(dice);
  const kind = dice.chance(0.025) ? dice.pick(KINDS) : wanted;
  if (kind === 'Bool') return condition(draws, depth);
  if (depth <= 0 || dice.chance(0.2)) return LITERALS[kind](draws, depth);
  if (dice.chance(0.08)) return choice(draws, kind, depth);
  const drawn = dice.chance(0.6) ? attributeOf(draws, kind, depth) : null;
  if (drawn !== null) return drawn;
  const computed = COMPUTED[kind];
  return computed ? dice.pick(computed)(draws, depth) : LITERALS[kind](draws, depth);
}
