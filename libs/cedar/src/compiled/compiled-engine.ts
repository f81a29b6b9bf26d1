import type { Trace } from '../trace.js';
import { BundleError, type BundleProblem } from '../bundle-error.js';
import type { Bundle } from '../bundle.js';
import { PolicyEngine, type Evaluation, type EvaluationError, type EvaluationRequest } from '../policy-engine.js';
import { compileRule, type CompiledRule } from './compile-rule.js';
import { EvaluationFailure } from './evaluation-failure.js';
import { CEDAR_BUILDERS } from './expressions/cedar-builders.js';
import { NotCompilable, type Compiler } from './expressions/expression.js';
import { ExpressionCompiler, type Semantics } from './expressions/expression-compiler.js';
import { EXTENSION_FUNCTIONS } from './extensions/functions.js';
import { RuleTable } from './rule-table.js';
import { RequestRefusal } from './schema/refusal.js';
import type { RequestEntities } from './schema/request-entities.js';
import { RequestTaker } from './schema/request-taker.js';
import { RuleTracer } from './tracing/trace-rule.js';
import type { Environment } from './values/environment.js';
import type { EntityRef } from './values/value.js';

export const CEDAR: Semantics = { builders: CEDAR_BUILDERS, functions: EXTENSION_FUNCTIONS };

/** Entities that an engine has taken in; opaque. */
export type PreparedEntities = RequestEntities;

const refusal = (message: string): Evaluation => ({ decision: 'deny', reasons: [], errors: [{ rule: null, message }] });

/** Compiles what can be, and tells of all that cannot. */
function attempt<T>(problems: BundleProblem[], where: Omit<BundleProblem, 'message'>, make: () => T): T[] {
  try {
    return [make()];
  } catch (error) {
    if (!(error instanceof NotCompilable)) throw error;
    problems.push({ ...where, message: `cannot be compiled: ${error.message}` });
    return [];
  }
}

/**
 * Cedar's semantics compiled to closures, once for each bundle, from the official parser's JSON form of the rules: what
 * decides on the request path. `OfficialEngine` is its referee, never its fall back.
 *
 * What it promises, and `test/engine` holds it to against the referee, with drawn policies and requests:
 * - the same decision, the same reasons, the same rules erring; only the words of messages differ;
 * - requests are checked against the schema as the official engine checks them, and refused alike (a deny, with one error
 *   of no rule): undeclared, missing or wrongly typed attributes, unknown entities of enumerated types, parents of a type
 *   that is not allowed, an entity twice or above itself, an action that does not apply;
 * - integers are exact within i64, and whatever goes beyond errs; integers written in rules or requests beyond
 *   ±(2^53 − 1) are refused, at load and at input;
 * - every operator of Cedar 4.5, entity tags, and the extensions decimal, ipaddr, datetime and duration;
 * - what it cannot compile is refused at load with file, line and rule: templates (a bundle has no links to fill them),
 *   `unknown()`, and nesting beyond a thousand.
 *
 * `evaluate` is synchronous, keeps nothing of a request, and leaves the request as it was. It takes plain JSON data: it
 * reads a request in place, without copying, so what an object inherits counts as if it were its own.
 */
export class CompiledEngine extends PolicyEngine {
  private readonly rules: readonly CompiledRule[];
  private readonly compiler: Compiler;
  private readonly taker: RequestTaker;
  private readonly rulesOfAction: ReadonlyMap<EntityRef, RuleTable>;

  /** @throws BundleError with file, line and rule of everything that cannot be compiled: nothing is left out silently */
  constructor(
    readonly bundle: Bundle,
    semantics: Semantics = CEDAR,
  ) {
    super();
    const compiler = new ExpressionCompiler(semantics);
    const problems: BundleProblem[] = [];
    const schema = bundle.files.find(({ name }) => name.endsWith('.cedarschema'))?.name ?? '.';
    const [taker] = attempt(
      problems,
      { file: schema, line: 1, rule: null },
      () => new RequestTaker(bundle.schema, semantics.functions),
    );
    const rules = [...bundle.rules.values()].flatMap((rule) =>
      attempt(problems, { file: rule.file, line: rule.line, rule: rule.id }, () => compileRule(rule, compiler)),
    );
    if (taker === undefined || problems.length > 0) throw new BundleError(problems);
    this.compiler = compiler;
    this.taker = taker;
    this.rules = rules.sort((a, b) => (a.id < b.id ? -1 : 1));
    this.rulesOfAction = new Map(
      taker.actions.all.map(({ ref, node }) => [
        ref,
        new RuleTable(this.rules.filter((rule) => rule.coversAction(node))),
      ]),
    );
  }

  evaluate(request: EvaluationRequest): Evaluation {
    const taken = this.take(request);
    return taken instanceof RequestRefusal ? refusal(taken.message) : this.conclude(taken);
  }

  /**
   * Takes entities in once, for any number of requests: all that those will have, and nothing changes them afterwards.
   * @throws RequestRefusal where `evaluate` would answer such entities with an error of no rule
   */
  prepare(entities: EvaluationRequest['entities']): PreparedEntities {
    return this.taker.takeEntities(entities);
  }

  /** What `evaluate` answers to the request with all the prepared entities; they must be this engine's own. */
  evaluatePrepared(request: Omit<EvaluationRequest, 'entities'>, prepared: PreparedEntities): Evaluation {
    try {
      return this.conclude(this.taker.takeWith(request, prepared));
    } catch (error) {
      if (error instanceof RequestRefusal) return refusal(error.message);
      throw error;
    }
  }

  /** Why the request is answered as it is. Built when asked for, at a hundred times the price of the answer. */
  trace(request: EvaluationRequest): Trace {
    const environment = this.take(request);
    if (environment instanceof RequestRefusal) return { decision: 'deny', rules: [] };
    const action = environment.resolve(environment.action);
    if (action === null) throw new TypeError('an action that was taken is of the schema');
    const tracer = new RuleTracer(this.compiler, environment, action);
    return { decision: this.conclude(environment).decision, rules: this.rules.map((rule) => tracer.trace(rule)) };
  }

  private take(request: EvaluationRequest): Environment | RequestRefusal {
    try {
      return this.taker.take(request);
    } catch (error) {
      if (error instanceof RequestRefusal) return error;
      throw error;
    }
  }

  private conclude(environment: Environment): Evaluation {
    const permits: string[] = [];
    const forbids: string[] = [];
    const errors: EvaluationError[] = [];
    for (const { id, effect, isSatisfied } of this.rulesOfAction.get(environment.action)?.rulesFor(environment) ?? []) {
      try {
        if (isSatisfied(environment)) (effect === 'permit' ? permits : forbids).push(id);
      } catch (error) {
        if (!(error instanceof EvaluationFailure)) throw error;
        errors.push({ rule: id, message: error.message });
      }
    }
    if (forbids.length > 0) return { decision: 'deny', reasons: forbids, errors };
    return { decision: permits.length > 0 ? 'allow' : 'deny', reasons: permits, errors };
  }
}
