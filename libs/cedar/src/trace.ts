import type { CedarValue } from './cedar-value.js';

/** One expression of a rule as it came out for one request, and its operands in the order in which Cedar takes them. */
export interface TracedExpression {
  /** The expression as Cedar text. */
  text: string;
  /** A boolean `held` or `failed`; anything else is a `value`. `not-reached` where an earlier operand settled it. */
  outcome: 'held' | 'failed' | 'erred' | 'not-reached' | 'value';
  /** In Cedar's JSON form, for `value` only; an integer beyond ±(2^53 − 1) as its decimal text. */
  value?: CedarValue;
  /** Why it erred, for `erred` only. */
  message?: string;
  operands: TracedExpression[];
}

export interface TracedRule {
  rule: string;
  effect: 'permit' | 'forbid';
  outcome: 'satisfied' | 'unsatisfied' | 'erred';
  /** Whether principal, action and resource are of the rule's scope; where not, no clause is reached. */
  scopeMatches: boolean;
  clauses: { kind: 'when' | 'unless'; outcome: TracedExpression['outcome']; expression: TracedExpression }[];
}

/** Why a bundle answers one request as it does: every rule, its clauses, and each condition with the values seen. */
export interface Trace {
  decision: 'allow' | 'deny';
  /** In the order of the bundle; empty where the request itself was refused. */
  rules: TracedRule[];
}
