import type { Bundle } from '#libs/cedar';
import { parseInstant, type DecisionRequest } from '#libs/domain';
import type { Facts } from './facts/facts.js';
import type { OwnRule } from './own-rules.js';

const isPast = (time: string | null, now: string): boolean => time !== null && parseInstant(time) <= parseInstant(now);

/**
 * Facts without which there is no deciding; with all of them present, rules decide. Missing denies (design 4).
 * `lists` are the properties that have to hold one.
 */
export function findMissingFact(
  request: DecisionRequest,
  facts: Facts,
  bundle: Bundle,
  lists: readonly (keyof Facts)[],
): OwnRule | null {
  for (const list of lists) if (!Array.isArray(facts[list])) return 'facts-incomplete';
  if (facts.unreconciled !== undefined) return 'facts-incomplete';
  if (facts.bundle !== bundle.hash || isPast(facts.bundleUntil, facts.now)) return 'bundle-not-in-force';
  if (facts.bundleSuspended !== false) return 'bundle-suspended';
  if (facts.requester?.id !== request.requesterId) return 'requester-unknown';
  if (facts.resident?.id !== request.residentId) return 'resident-unknown';
  return null;
}
