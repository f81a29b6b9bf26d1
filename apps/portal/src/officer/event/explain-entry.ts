import type { Decision, DecisionRequest, Facts } from '#libs/domain';
import { decide, explainDecision, type Explanation } from '#libs/pdp';
import type { RuleBook } from '../policies/rule-books.js';

/** What an entry about a decision holds, sealed with it: enough to decide again. */
export interface SealedDecision {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly decision: Decision;
}

/** The decision in an entry's detail; undefined where the entry is about something else, or nothing could be opened. */
export function decisionIn(detail: unknown): SealedDecision | undefined {
  const { request, facts, decision } = (detail ?? {}) as Partial<SealedDecision>;
  return request && facts && decision ? { request, facts, decision } : undefined;
}

/** Hash of the rules that an entry's decision was made by. */
export const bundleOf = (sealed: SealedDecision | undefined): string | undefined =>
  sealed?.decision.bundle || (sealed?.facts.bundle ?? undefined);

export interface ExplainedEntry {
  readonly explanation: Explanation;
  /** Whether the same rules, asked again with the same facts, answer the same. */
  readonly same: boolean;
}

/** Decides an entry's question again from what was sealed with it, and explains the answer with its trace. */
export function explainEntry(
  { request, facts, decision }: SealedDecision,
  { rules }: RuleBook,
  language: string,
): ExplainedEntry | undefined {
  if (rules === undefined) return undefined;
  const again = decide(request, facts, rules.engine);
  const same = again.outcome === decision.outcome && again.rule === decision.rule;
  const explanation = explainDecision({ request, facts }, decision, rules.engine, {
    reader: 'officer',
    languages: [language],
  });
  return { explanation, same };
}
