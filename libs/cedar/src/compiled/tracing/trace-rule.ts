import type { TracedExpression, TracedRule } from '../../trace.js';
import type { CompiledRule } from '../compile-rule.js';
import { EvaluationFailure } from '../evaluation-failure.js';
import { asBoolean, type Compiler, type Expr } from '../expressions/expression.js';
import type { Environment } from '../values/environment.js';
import { type Value, type EntityNode } from '../values/value.js';
import { turnsOf } from './operands.js';
import { printExpression } from './print-expression.js';
import { valueJson } from './value-json.js';

type Outcome = Pick<TracedExpression, 'outcome' | 'value' | 'message'>;

function outcomeOf(compute: () => Value): Outcome {
  try {
    const value = compute();
    if (typeof value === 'boolean') return { outcome: value ? 'held' : 'failed' };
    return { outcome: 'value', value: valueJson(value) };
  } catch (error) {
    if (error instanceof EvaluationFailure) return { outcome: 'erred', message: error.message };
    throw error;
  }
}

const NOT_REACHED: Outcome = { outcome: 'not-reached' };

function settled(outcome: TracedExpression['outcome']): boolean | 'other' | 'erred' {
  if (outcome === 'held' || outcome === 'failed') return outcome === 'held';
  return outcome === 'erred' ? 'erred' : 'other';
}

/**
 * Traces one rule for one request. Each expression is evaluated by the very closure that the engine would build for it,
 * so a trace cannot tell another story than the answer.
 */
export class RuleTracer {
  constructor(
    private readonly compiler: Compiler,
    private readonly environment: Environment,
    private readonly action: EntityNode,
  ) {}

  trace(rule: CompiledRule): TracedRule {
    const scopeMatches = rule.coversAction(this.action) && rule.covers(this.environment);
    let open = scopeMatches;
    let erred = false;
    const clauses = rule.conditions.map(({ kind, body }) => {
      const expression = open ? this.traceCondition(body) : this.traceUnreached(body);
      erred ||= expression.outcome === 'erred';
      open &&= expression.outcome === (kind === 'when' ? 'held' : 'failed');
      return { kind, outcome: expression.outcome, expression };
    });
    const outcome = erred ? 'erred' : open ? 'satisfied' : 'unsatisfied';
    return { rule: rule.id, effect: rule.effect, outcome, scopeMatches, clauses };
  }

  /** A clause must come out as a boolean: anything else errs there, if nowhere before. */
  private traceCondition(body: Expr): TracedExpression {
    const traced = this.traceExpression(body);
    if (traced.outcome !== 'value') return traced;
    const { text, operands } = traced;
    return { text, operands, ...outcomeOf(() => asBoolean(this.compiler.compile(body).evaluate(this.environment))) };
  }

  private traceExpression(expression: Expr): TracedExpression {
    const came: (boolean | 'other' | 'erred')[] = [];
    const operands = turnsOf(expression).map((turn) => {
      const traced = turn.isReached(came)
        ? this.traceExpression(turn.expression)
        : this.traceUnreached(turn.expression);
      came.push(settled(traced.outcome));
      return traced;
    });
    const { evaluate } = this.compiler.compile(expression);
    return { text: printExpression(expression), ...outcomeOf(() => evaluate(this.environment)), operands };
  }

  private traceUnreached(expression: Expr): TracedExpression {
    const operands = turnsOf(expression).map((turn) => this.traceUnreached(turn.expression));
    return { text: printExpression(expression), ...NOT_REACHED, operands };
  }
}
