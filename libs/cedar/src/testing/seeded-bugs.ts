import type { Bundle } from '../bundle.js';
import { CEDAR, CompiledEngine } from '../compiled/compiled-engine.js';
import { EvaluationFailure } from '../compiled/evaluation-failure.js';
import { buildArithmetic } from '../compiled/expressions/arithmetic.js';
import { buildSetComparison, containsAny } from '../compiled/expressions/sets.js';
import { testing, testOf, type Build, type Builders } from '../compiled/expressions/expression.js';
import type { ExtensionFunction } from '../compiled/extensions/functions.js';
import { equal } from '../compiled/values/equal.js';
import { EntityRef, ExtensionValue, isRecord, type Long, type Value } from '../compiled/values/value.js';
import { PolicyEngine, type Evaluation, type EvaluationRequest } from '../policy-engine.js';
import { WRONG_FUNCTIONS } from './wrong-functions.js';

type Make = (bundle: Bundle) => PolicyEngine;

const withBuilders =
  (wrong: Partial<Builders>): Make =>
  (bundle) =>
    new CompiledEngine(bundle, { ...CEDAR, builders: { ...CEDAR.builders, ...wrong } });

const withFunction =
  (name: string, wrong: ExtensionFunction): Make =>
  (bundle) =>
    new CompiledEngine(bundle, { ...CEDAR, functions: new Map([...CEDAR.functions, [name, wrong]]) });

/** An engine that gives another's answers, altered. */
class Altered extends PolicyEngine {
  constructor(
    private readonly engine: PolicyEngine,
    private readonly alter: (answer: Evaluation) => Evaluation,
  ) {
    super();
  }

  get bundle(): Bundle {
    return this.engine.bundle;
  }

  evaluate(request: EvaluationRequest): Evaluation {
    return this.alter(this.engine.evaluate(request));
  }
}

const altered =
  (alter: (answer: Evaluation) => Evaluation): Make =>
  (bundle) =>
    new Altered(new CompiledEngine(bundle), alter);

const equality = (same: (a: Value, b: Value) => boolean): Partial<Builders> => ({
  '==': ({ left, right }, { compile }) => {
    const [first, second] = [compile(left).evaluate, compile(right).evaluate];
    return testing((environment) => same(first(environment), second(environment)));
  },
});

const orderedSets = (a: Value, b: Value): boolean =>
  Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((one: Value, index) => equal(one, (b as Value[])[index] ?? false))
    : equal(a, b);

const narrowRecords = (a: Value, b: Value): boolean =>
  isRecord(a) && isRecord(b)
    ? Object.entries(a).every(([name, value]) => value === undefined || equal(value, b[name] ?? value))
    : equal(a, b);

/** Anything that goes wrong counts as false: `a || b` then looks at b where a erred. */
const forgiving: Build<'||'> = ({ left, right }, { compile }) => {
  const [first, second] = [testOf(compile(left)), testOf(compile(right))];
  return testing((environment) => {
    try {
      return first(environment) || second(environment);
    } catch (error) {
      if (error instanceof EvaluationFailure) return second(environment);
      throw error;
    }
  });
};

const eagerAnd: Build<'&&'> = ({ left, right }, { compile }) => {
  const [first, second] = [testOf(compile(left)), testOf(compile(right))];
  return testing((environment) => {
    const held = second(environment);
    return first(environment) && held;
  });
};

const starsAreWild: Build<'like'> = ({ left, pattern }, compiler) => {
  const widened = pattern.map((piece) => (piece !== 'Wildcard' && piece.Literal === '*' ? 'Wildcard' : piece));
  return CEDAR.builders.like({ left, pattern: widened }, compiler);
};

const parentsOnly: Build<'in'> = ({ left, right }, { compile }) => {
  const [of, within] = [compile(left).evaluate, compile(right).evaluate];
  return testing((environment) => {
    const [entity, group] = [of(environment), within(environment)];
    const groups = Array.isArray(group) ? (group as Value[]) : [group];
    if (!(entity instanceof EntityRef)) throw new EvaluationFailure('type error');
    const near: readonly Value[] = [entity, ...(environment.resolve(entity)?.parents ?? [])];
    return groups.some((one) => {
      if (!(one instanceof EntityRef)) throw new EvaluationFailure('type error');
      return near.some((other) => equal(one, other));
    });
  });
};

const strictHas: Build<'has'> = (operand, compiler) => {
  const inner = testOf(CEDAR.builders.has(operand, compiler));
  const { evaluate } = compiler.compile(operand.left);
  return testing((environment) => {
    const value = evaluate(environment);
    if (value instanceof EntityRef && environment.resolve(value) === null)
      throw new EvaluationFailure('no such entity');
    return inner(environment);
  });
};

const rounded = (compute: (a: number, b: number) => number) =>
  buildArithmetic((a: Long, b: Long) => compute(Number(a), Number(b)));

/** Engines that are wrong in one thing each, as engines have been: every one must be told from Cedar's. */
export const SEEDED_BUGS: { readonly [what: string]: Make } = {
  'an escaped star matches anything': withBuilders({ like: starsAreWild }),
  '&& looks at its right side first': withBuilders({ '&&': eagerAnd }),
  '|| forgives its left side': withBuilders({ '||': forgiving }),
  'a sum is rounded to a double': withBuilders({ '+': rounded((a, b) => a + b) }),
  'a product is rounded to a double': withBuilders({ '*': rounded((a, b) => a * b) }),
  'the least integer has a negative': withBuilders({
    neg: ({ arg }, { compile }) => ({ evaluate: (environment) => -(compile(arg).evaluate(environment) as bigint) }),
  }),
  'containsAll is content with any': withBuilders({ containsAll: buildSetComparison(containsAny) }),
  'containsAny holds for nothing': withBuilders({
    containsAny: buildSetComparison((set, values) => values.length === 0 || containsAny(set, values)),
  }),
  'sets are equal in order only': withBuilders(equality(orderedSets)),
  'a record equals one that says more': withBuilders(equality(narrowRecords)),
  'the hierarchy is one step deep': withBuilders({ in: parentsOnly }),
  'has errs for a missing entity': withBuilders({ has: strictHas }),
  'is ... in forgets the type': withBuilders({
    is: (operand, compiler) =>
      operand.in === undefined
        ? CEDAR.builders.is(operand, compiler)
        : CEDAR.builders.in({ left: operand.left, right: operand.in }, compiler),
  }),
  'a missing tag is empty': withBuilders({
    getTag: ({ left, right }, compiler) => {
      const has = testOf(CEDAR.builders.hasTag({ left, right }, compiler));
      const { evaluate } = CEDAR.builders.getTag({ left, right }, compiler);
      return { evaluate: (environment) => (has(environment) ? evaluate(environment) : []) };
    },
  }),
  'a moment is no more than a span of time': withBuilders({
    '<': ({ left, right }, { compile }) => {
      const [first, second] = [compile(left).evaluate, compile(right).evaluate];
      const amount = (value: Value): Long => (value instanceof ExtensionValue ? value.amount : (value as Long));
      return testing((environment) => amount(first(environment)) < amount(second(environment)));
    },
  }),
  ...Object.fromEntries(
    Object.entries(WRONG_FUNCTIONS).map(([what, { name, wrong }]) => [what, withFunction(name, wrong)]),
  ),
  'a rule that errs denies': altered((answer) =>
    answer.errors.length > 0 ? { ...answer, decision: 'deny', reasons: [] } : answer,
  ),
  'errors of permits are kept quiet once something permits': altered((answer) =>
    answer.decision === 'allow' ? { ...answer, errors: [] } : answer,
  ),
  'one permit is reason enough': altered((answer) =>
    answer.decision === 'allow' ? { ...answer, reasons: answer.reasons.slice(0, 1) } : answer,
  ),
  'what is not of the schema is denied without a word': altered((answer) =>
    answer.errors.some(({ rule }) => rule === null) ? { ...answer, errors: [] } : answer,
  ),
};
