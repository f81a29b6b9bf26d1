import { typeFailure } from '../evaluation-failure.js';
import { negate } from '../values/long.js';
import type { Long, Value } from '../values/value.js';
import type { Build, Compiled, Compiler, Expr } from './expression.js';

function longOf(value: Value): Long {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  throw typeFailure('long', value);
}

export const buildArithmetic =
  (compute: (a: Long, b: Long) => Long) =>
  ({ left, right }: { left: Expr; right: Expr }, { compile }: Compiler): Compiled => {
    const [first, second] = [compile(left).evaluate, compile(right).evaluate];
    return { evaluate: (environment) => compute(longOf(first(environment)), longOf(second(environment))) };
  };

export const buildNegation: Build<'neg'> = ({ arg }, { compile }) => {
  const { evaluate } = compile(arg);
  return { evaluate: (environment) => negate(longOf(evaluate(environment))) };
};
