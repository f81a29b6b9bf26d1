import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import type { Draws } from './draws.js';
import type { Kind } from './rich-schema.js';

export const choice = (draws: Draws, kind: Kind, depth: number): Expr => ({
  'if-then-else': {
    if: draws.expression('Bool', depth - 1),
    then: draws.expression(kind, depth - 1),
    else: draws.expression(kind, depth - 1),
  },
});
