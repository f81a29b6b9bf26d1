import { CATEGORY_TERMS, isCategory, toldReason, type Decision, type DecisionRequest } from '#libs/domain';
import { OWN_RULES } from '../own-rules.js';
import type { Reader } from './explanation.js';

/**
 * What a reader is told of a decision. Only officers read that a shield stands in the way, or that a resident's own word
 * does where it could be a shield (`toldReason`): all others, the resident's own page too, since somebody else may hold the
 * phone, read a neutral reason. Outcome and obligations stay, but the one that only a shield brings: every permit of a category
 * that does not locate is told with it, since it would show the shield where it came and went.
 */
export function tellDecision(decision: Decision, { category }: DecisionRequest, reader: Reader): Decision {
  if (reader === 'officer') return decision;
  const reason = toldReason(decision.reason, category);
  if (decision.outcome === 'permit') return withLocationTold(decision, category);
  // When a no may change is a time of somebody's life: a consent's or a capacity's end, a birthday, a shield's allowance.
  const told = { ...decision, notAfter: null };
  if (reason === decision.reason) return told;
  // An agreement would tell what stands in the way as well as its name.
  return { ...told, rule: 'withheld', reason, explain: OWN_RULES.withheld, agreement: null };
}

function withLocationTold(decision: Decision, category: string): Decision {
  const hideLocation = !(isCategory(category) && CATEGORY_TERMS[category].locating);
  return { ...decision, obligations: { ...decision.obligations, hideLocation } };
}
