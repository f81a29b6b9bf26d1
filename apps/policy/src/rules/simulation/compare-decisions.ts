import type { PolicyEngine } from '#libs/cedar';
import { isByRules, type Decision, type DecisionRequest } from '#libs/domain';
import { decide, type Facts } from '#libs/pdp';

/** A decision as the audit holds it. */
export interface Remembered {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly decision: Decision;
}

export interface Difference {
  readonly change: 'newly-allowed' | 'newly-denied';
  readonly ruleBefore: string;
  readonly ruleAfter: string;
}

/**
 * Decides a past question again, by a draft on the very facts of then, as if the draft had been in force. Null where the
 * outcome is the same, and where no rules made it. Pure.
 */
export function compareDecisions(past: Remembered, draft: PolicyEngine): Difference | null {
  if (!isByRules(past)) return null;
  const { request, facts, decision } = past;
  const asIfInForce: Facts = { ...facts, bundle: draft.bundle.hash, bundleSuspended: false };
  const after = decide(request, asIfInForce, draft);
  if (after.outcome === decision.outcome) return null;
  return {
    change: after.outcome === 'permit' ? 'newly-allowed' : 'newly-denied',
    ruleBefore: decision.rule,
    ruleAfter: after.rule,
  };
}
