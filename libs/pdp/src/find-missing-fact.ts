import type { Bundle } from '#libs/cedar';
import type { DecisionRequest, Facts } from '#libs/domain';
import type { OwnRule } from './own-rules.js';

const LISTS = ['directives', 'restrictions', 'agreements', 'relationships', 'categoryStops', 'overrides'] as const;

/** Facts without which there is no deciding; with all of them present, rules decide. Missing denies (design 4). */
export const findMissingFact = (request: DecisionRequest, facts: Facts, bundle: Bundle): OwnRule | null => {
  if (LISTS.some((list) => !Array.isArray(facts[list]))) return 'facts-incomplete';
  if (facts.bundle !== bundle.hash) return 'bundle-not-in-force';
  if (facts.requester?.id !== request.requesterId) return 'requester-unknown';
  if (facts.resident?.id !== request.residentId) return 'resident-unknown';
  return null;
};
