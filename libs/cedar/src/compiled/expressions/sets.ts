import { typeFailure } from '../evaluation-failure.js';
import { includes, includesAll } from '../values/equal.js';
import { isSet, type Value } from '../values/value.js';
import { constantOf, testing, type Build, type Compiled, type Compiler, type Expr } from './expression.js';

function setOf(value: Value): readonly Value[] {
  if (isSet(value)) return value;
  throw typeFailure('set', value);
}

export const buildSet: Build<'Set'> = (members, { compile }) => {
  const compiled = members.map(compile);
  const constants = compiled.flatMap(({ constant }) => (constant === undefined ? [] : [constant]));
  if (constants.length === compiled.length) return constantOf(constants);
  return { evaluate: (environment) => compiled.map(({ evaluate }) => evaluate(environment)) };
};

/** A set of the bundle's own literals, none of which needs more than JavaScript's own equality. */
const primitivesOf = (constant: Value | undefined): ReadonlySet<Value> | null =>
  constant !== undefined && isSet(constant) && constant.every((member) => typeof member !== 'object')
    ? new Set(constant)
    : null;

export const buildContains: Build<'contains'> = ({ left, right }, { compile }) => {
  const [set, member] = [compile(left), compile(right)];
  const known = primitivesOf(set.constant);
  const [ofSet, ofMember] = [set.evaluate, member.evaluate];
  if (known) {
    const held = testing((environment) => known.has(ofMember(environment)));
    return member.attribute ? { ...held, selection: { attribute: member.attribute, values: known } } : held;
  }
  return testing((environment) => {
    const [all, one] = [ofSet(environment), ofMember(environment)];
    return includes(setOf(all), one);
  });
};

export const buildSetComparison =
  (holds: (a: readonly Value[], b: readonly Value[]) => boolean) =>
  ({ left, right }: { left: Expr; right: Expr }, { compile }: Compiler): Compiled => {
    const [first, second] = [compile(left).evaluate, compile(right).evaluate];
    return testing((environment) => {
      const [a, b] = [first(environment), second(environment)];
      return holds(setOf(a), setOf(b));
    });
  };

export const containsAll = includesAll;

export const containsAny = (set: readonly Value[], values: readonly Value[]): boolean =>
  values.some((value) => includes(set, value));

export const buildIsEmpty: Build<'isEmpty'> = ({ arg }, { compile }) => {
  const { evaluate } = compile(arg);
  return testing((environment) => setOf(evaluate(environment)).length === 0);
};
