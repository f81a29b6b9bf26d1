import type { PolicyEngine } from '#libs/cedar';
import type { Decision, Obligations } from '#libs/domain';
import { decide } from '#libs/pdp';
import { canonicalJson } from '#libs/tlog';
import type { PastDecision } from '../past-decisions/past-decisions.js';

/** What a release acts on and tells. The rest of a decision is copied from its facts. */
const COMPARED = ['outcome', 'rule', 'reason', 'basis', 'agreement', 'obligations', 'notAfter'] as const;
export type Compared = (typeof COMPARED)[number];

/**
 * Decides a past question again, on its own facts, and says what comes out differently; empty where nothing does. Pure.
 * Where rules erred both times the answers are the same: Cedar does not say which error comes first.
 */
export function compareAgain({ request, facts, decision }: PastDecision, engine: PolicyEngine): Compared[] {
  const again = decide(request, facts, engine);
  if (again.reason === 'engine-error' && decision.reason === 'engine-error') return [];
  const known = { ...again, obligations: namedIn(decision.obligations, again.obligations) };
  return COMPARED.filter((field) => textOf(known, field) !== textOf(decision, field));
}

/** An obligation that did not exist yet when the decision was made is no difference between the two. */
const namedIn = (past: Obligations, now: Obligations): object =>
  Object.fromEntries(Object.entries(now).filter(([name]) => name in past));

const textOf = (
  decision: Pick<Decision, Exclude<Compared, 'obligations'>> & { obligations: object },
  field: Compared,
): string => canonicalJson(decision[field] ?? null);
