import { isOtherRight, type Decision, type DecisionRequest, type OtherRight } from '#libs/domain';
import { decide, explainDecision, type Explanation, type Facts } from '#libs/pdp';
import type { RuleBook } from '../policies/rule-books.js';

/** What an entry about a decision holds, sealed with it: enough to decide again. */
export interface SealedDecision {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly decision: Decision;
  /** Why it was not given out although it was decided that it may be (the release line's own word). */
  readonly refusal?: string;
}

/** The decision in an entry's detail; undefined where the entry is about something else, or nothing could be opened. */
export function decisionIn(detail: unknown): SealedDecision | undefined {
  const { request, facts, decision, refusal } = (detail ?? {}) as Partial<SealedDecision>;
  return request && facts && decision ? { request, facts, decision, ...(refusal ? { refusal } : {}) } : undefined;
}

/** Hash of the rules that an entry's decision was made by. */
export const bundleOf = (sealed: SealedDecision | undefined): string | undefined =>
  sealed?.decision.bundle || (sealed?.facts.bundle ?? undefined);

/** Explained by the rules that decided it, or as another right, which no rule of sharing decides. */
export type ExplainedEntry =
  | { readonly right: OtherRight }
  | {
      readonly explanation: Explanation | undefined;
      /** Whether the same rules, asked again with the same facts, answer the same; null where the facts are too old to ask. */
      readonly same: boolean | null;
      readonly refusal: string | undefined;
    };

/** Decides an entry's question again from what was sealed with it, and explains the answer with its trace. */
export function explainEntry(
  { request, facts, decision, refusal }: SealedDecision,
  book: RuleBook | undefined,
  language: string,
): ExplainedEntry | undefined {
  if (isOtherRight(decision.rule)) return { right: decision.rule };
  const rules = book?.rules;
  if (rules === undefined) return undefined;
  const again = decide(request, facts, rules.engine);
  // An earlier release sealed fewer facts: that they are missing now is no other answer, and nothing can be traced.
  if (again.reason === 'facts-incomplete' && decision.reason !== 'facts-incomplete') {
    return { explanation: undefined, same: null, refusal };
  }
  const same = again.outcome === decision.outcome && again.rule === decision.rule;
  const explanation = explainDecision({ request, facts }, decision, rules.engine, {
    reader: 'officer',
    languages: [language],
  });
  return { explanation, same, refusal };
}
