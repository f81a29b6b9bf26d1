import { add, multiply, subtract } from '../values/long.js';
import { buildArithmetic, buildNegation } from './arithmetic.js';
import { buildAttribute, buildGetTag, buildHas, buildHasTag } from './attributes.js';
import { buildEqual, buildOrdering, buildUnequal } from './comparisons.js';
import { buildIn, buildIs } from './entities.js';
import type { Builders } from './expression.js';
import { buildRecord, buildSlot, buildValue, buildVariable } from './literals.js';
import { buildAnd, buildIf, buildNot, buildOr } from './logic.js';
import { buildLike } from './patterns.js';
import { buildContains, buildIsEmpty, buildSet, buildSetComparison, containsAll, containsAny } from './sets.js';

/** Cedar's own operators, each with what makes it ready. */
export const CEDAR_BUILDERS: Builders = {
  Value: buildValue,
  Var: buildVariable,
  Slot: buildSlot,
  '!': buildNot,
  '&&': buildAnd,
  '||': buildOr,
  'if-then-else': buildIf,
  '==': buildEqual,
  '!=': buildUnequal,
  '<': buildOrdering((a, b) => a < b),
  '<=': buildOrdering((a, b) => a <= b),
  '>': buildOrdering((a, b) => a > b),
  '>=': buildOrdering((a, b) => a >= b),
  neg: buildNegation,
  '+': buildArithmetic(add),
  '-': buildArithmetic(subtract),
  '*': buildArithmetic(multiply),
  in: buildIn,
  is: buildIs,
  Set: buildSet,
  Record: buildRecord,
  contains: buildContains,
  containsAll: buildSetComparison(containsAll),
  containsAny: buildSetComparison(containsAny),
  isEmpty: buildIsEmpty,
  '.': buildAttribute,
  has: buildHas,
  hasTag: buildHasTag,
  getTag: buildGetTag,
  like: buildLike,
};
