import type { Decision } from '#libs/domain';

/** The decision in our own words; advice, not a release: a disclosure is decided and fenced again when it happens. */
export class DecisionContext {
  /** Id of the audit entry. */
  readonly id!: string;
  readonly reason!: string;
  readonly rule!: string;
  readonly explain!: string;
  readonly basis!: string | null;
  readonly agreement!: string | null;
  readonly obligations!: object;
  /** The earliest moment at which time alone could change the answer. */
  readonly notAfter!: string | null;
  readonly bundle!: string;
}

export class EvaluationAnswer {
  readonly decision!: boolean;
  readonly context!: DecisionContext;
}

export class EvaluationsAnswer {
  readonly evaluations!: readonly EvaluationAnswer[];
}

export function evaluationAnswer(entryId: string, decision: Decision): EvaluationAnswer {
  const { reason, rule, explain, basis, agreement, obligations, notAfter, bundle } = decision;
  const context = { id: entryId, reason, rule, explain, basis, agreement, obligations, notAfter, bundle };
  return { decision: decision.outcome === 'permit', context };
}
