import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import {
  BundleError,
  CompiledEngine,
  OfficialEngine,
  parseBundle,
  type Bundle,
  type EvaluationRequest,
  type PolicyEngine,
} from '#libs/cedar';
import type { InvariantPages, PageCondition } from './invariant.js';

const SCHEMA = 'schema.cedarschema';
const HEAD = ['permit (principal, action, resource)', 'when {'];

const ruleText = (id: number, { text }: PageCondition): string => [`@id("${id}")`, ...HEAD, text, '};'].join('\n');

/** A condition that stood alone would be unreadable within a rule, or hide another rule behind it. */
function parseAlone(schema: string, condition: PageCondition): Bundle {
  const { file, line } = condition;
  const lines = condition.text.split('\n').length;
  try {
    const bundle = parseBundle([
      { name: SCHEMA, text: schema },
      { name: 'condition.cedar', text: ruleText(0, condition) },
    ]);
    const rule = bundle.rules.get('0');
    if (bundle.rules.size !== 1 || rule?.json.conditions.length !== 1) {
      throw new BundleError([{ file, line, rule: null, message: 'is more than one condition' }]);
    }
    return bundle;
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    const problems = error.problems.map((problem) =>
      problem.file === file
        ? problem
        : { ...problem, file, rule: null, line: line + Math.min(Math.max(0, problem.line - 4), lines - 1) },
    );
    throw new BundleError(problems);
  }
}

/** Every condition of a bundle's invariants, checked by the official validator against its schema. */
export class PageConditions {
  private readonly rules = new Map<PageCondition, string>();
  private readonly bundle: Bundle;
  private engine: PolicyEngine | null = null;
  private last: { request: EvaluationRequest; engine: PolicyEngine; reasons: Set<string> } | null = null;

  /** @throws BundleError with file and line of each condition that does not parse or does not fit the schema. */
  constructor(
    schema: string,
    readonly pages: InvariantPages,
  ) {
    const conditions = [
      ...pages.assume.map(({ holds }) => holds),
      ...pages.ordinary,
      ...pages.invariants.flatMap(({ claim }) =>
        claim.kind === 'no gain from' ? [claim.change, ...(claim.when ? [claim.when] : [])] : [claim.when],
      ),
    ];
    conditions.forEach((condition, index) => this.rules.set(condition, String(index)));
    this.bundle = PageConditions.parse(schema, conditions);
  }

  private static parse(schema: string, conditions: readonly PageCondition[]): Bundle {
    const text = conditions.map((condition, index) => ruleText(index, condition)).join('\n');
    try {
      const bundle = parseBundle([
        { name: SCHEMA, text: schema },
        { name: 'conditions.cedar', text },
      ]);
      const single = [...bundle.rules.values()].every(({ json }) => json.conditions.length === 1);
      if (single && bundle.rules.size === conditions.length) return bundle;
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
    }
    // Something is wrong: said of each condition by itself, in the lines of its own page.
    const problems = conditions.flatMap((condition) => {
      try {
        parseAlone(schema, condition);
        return [];
      } catch (error) {
        if (error instanceof BundleError) return error.problems;
        throw error;
      }
    });
    throw new BundleError(problems);
  }

  expressionOf(condition: PageCondition): Expr {
    const body = this.bundle.rules.get(this.rules.get(condition) ?? '')?.json.conditions[0]?.body;
    if (body === undefined) throw new Error('a condition of other pages');
    return body;
  }

  /** Whether a condition is true of a concrete request, by the official engine unless another is asked for. */
  holds(condition: PageCondition, request: EvaluationRequest, engine = this.official()): boolean {
    // All conditions are evaluated at once, and asked for one by one.
    if (this.last?.request !== request || this.last.engine !== engine) {
      this.last = { request, engine, reasons: new Set(engine.evaluate(request).reasons) };
    }
    return this.last.reasons.has(this.rules.get(condition) ?? '');
  }

  private official(): PolicyEngine {
    this.engine ??= new OfficialEngine(this.bundle);
    return this.engine;
  }

  /** Our own engine for the conditions: for looking through many requests. */
  quick(): PolicyEngine {
    return new CompiledEngine(this.bundle);
  }
}
