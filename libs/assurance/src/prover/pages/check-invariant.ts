import type { Bundle, Evaluation, EvaluationRequest, PolicyEngine, Rule } from '#libs/cedar';
import { withAttribute } from '../space/build-request.js';
import { changeOf } from './change-of.js';
import type { Claim, Invariant } from './invariant.js';
import type { PageConditions } from './page-conditions.js';

/** Permitted on this ground, as the decision point sees it: allowed, and nothing erred (design 4). */
export const isPermitted = ({ decision, errors }: Evaluation): boolean => decision === 'allow' && errors.length === 0;

/** What a permit obliges to, by the names that its annotation lists. */
export const obligationsOf = (rule: Rule | undefined): string[] =>
  (rule?.annotations['obligation'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The rule that a ground's answer is told by: the first that denies, in the order of precedence; or one that permits. */
export function toldRule({ reasons }: Evaluation, { precedence }: Bundle): string | null {
  const placeOf = (rule: string): number => (precedence.includes(rule) ? precedence.indexOf(rule) : precedence.length);
  return [...reasons].sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))[0] ?? null;
}

/**
 * Whether one concrete request breaks an invariant, found by evaluating it and by nothing that the prover believes.
 * Takes any engine for the bundle; the invariant's own conditions are evaluated by the official one
 * unless another is given (`PageConditions.quick`).
 */
export class InvariantCheck {
  private last: { request: EvaluationRequest; evaluation: Evaluation } | null = null;

  constructor(
    private readonly engine: PolicyEngine,
    private readonly conditions: PageConditions,
    private readonly conditionEngine?: PolicyEngine,
  ) {}

  breaks({ claim }: Invariant, request: EvaluationRequest): boolean {
    if (claim.kind === 'no gain from') {
      if (claim.when && !this.conditions.holds(claim.when, request, this.conditionEngine)) return false;
      const { path, from, to } = changeOf(this.conditions.expressionOf(claim.change), claim.change);
      const permitted = (value: typeof from): boolean =>
        isPermitted(this.engine.evaluate(withAttribute(request, path, value)));
      return !permitted(from) && permitted(to);
    }
    if (!this.isSuspect(claim, request)) return false;
    return this.conditions.holds(claim.when, request, this.conditionEngine) === (claim.kind !== 'permitted only if');
  }

  /** The rule by which a request is decided. */
  told(request: EvaluationRequest): string | null {
    return toldRule(this.evaluate(request), this.engine.bundle);
  }

  private evaluate(request: EvaluationRequest): Evaluation {
    if (this.last?.request !== request) this.last = { request, evaluation: this.engine.evaluate(request) };
    return this.last.evaluation;
  }

  private carries({ reasons }: Evaluation, obligation: string): boolean {
    return reasons.some((id) => obligationsOf(this.engine.bundle.rules.get(id)).includes(obligation));
  }

  /** Whether the bundle answers as the claim says that it does not; asked first, as the faster question. */
  private isSuspect(claim: Exclude<Claim, { kind: 'no gain from' }>, request: EvaluationRequest): boolean {
    const evaluation = this.evaluate(request);
    const permitted = isPermitted(evaluation);
    if (claim.kind === 'always permitted when') return !permitted;
    if (claim.kind === 'always carries') return permitted && !this.carries(evaluation, claim.obligation);
    if (claim.kind !== 'denied by') return permitted;
    const told = evaluation.errors.length > 0 ? null : toldRule(evaluation, this.engine.bundle);
    return evaluation.decision === 'allow' || told !== claim.rule;
  }
}
