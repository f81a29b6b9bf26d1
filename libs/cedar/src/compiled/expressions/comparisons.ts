import { typeFailure } from '../evaluation-failure.js';
import { equal } from '../values/equal.js';
import { EntityRef, ExtensionValue, type Long, type Value } from '../values/value.js';
import { testing, type Compiled, type Compiler, type Expr, type Selection, type Test } from './expression.js';

interface Operands {
  left: Expr;
  right: Expr;
}

function equalToConstant({ evaluate }: Compiled, constant: Value): Test {
  if (typeof constant !== 'object') return (environment) => evaluate(environment) === constant;
  if (!(constant instanceof EntityRef)) return (environment) => equal(evaluate(environment), constant);
  const { type, id } = constant;
  return (environment) => {
    const value = evaluate(environment);
    return value instanceof EntityRef && value.id === id && value.type === type;
  };
}

function equality(one: Compiled, other: Compiled): Test {
  if (other.constant !== undefined) return equalToConstant(one, other.constant);
  if (one.constant !== undefined) return equalToConstant(other, one.constant);
  const [first, second] = [one.evaluate, other.evaluate];
  return (environment) => equal(first(environment), second(environment));
}

/** `principal.role == "x"`, either way about. */
const selectionOf = (one: Compiled, other: Compiled): Selection | undefined =>
  one.attribute !== undefined && other.constant !== undefined && typeof other.constant !== 'object'
    ? { attribute: one.attribute, values: new Set([other.constant]) }
    : undefined;

export function buildEqual(operands: Operands, compiler: Compiler): Compiled {
  const [one, other] = [compiler.compile(operands.left), compiler.compile(operands.right)];
  const selection = selectionOf(one, other) ?? selectionOf(other, one);
  return { ...testing(equality(one, other)), ...(selection && { selection }) };
}

export function buildUnequal(operands: Operands, compiler: Compiler): Compiled {
  const same = equality(compiler.compile(operands.left), compiler.compile(operands.right));
  return testing((environment) => !same(environment));
}

/** Whole numbers, moments and spans of time can be ordered, each among its own. */
function amountOf(value: Value, like: Value): Long {
  if (typeof value === 'number' || typeof value === 'bigint') {
    if (typeof like === 'number' || typeof like === 'bigint') return value;
  } else if (value instanceof ExtensionValue && (value.kind === 'datetime' || value.kind === 'duration')) {
    if (like instanceof ExtensionValue && like.kind === value.kind) return value.amount;
  }
  throw typeFailure('two longs, two datetimes or two durations', value);
}

export type Ordering = (a: Long, b: Long) => boolean;

export const buildOrdering =
  (holds: Ordering) =>
  ({ left, right }: Operands, { compile }: Compiler): Compiled => {
    const [first, second] = [compile(left).evaluate, compile(right).evaluate];
    return testing((environment) => {
      const [a, b] = [first(environment), second(environment)];
      if (typeof a === 'number' && typeof b === 'number') return holds(a, b);
      return holds(amountOf(a, b), amountOf(b, a));
    });
  };
