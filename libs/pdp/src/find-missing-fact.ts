import type { Bundle } from '#libs/cedar';
import { parseInstant, type DecisionRequest, type Facts } from '#libs/domain';
import type { OwnRule } from './own-rules.js';

const LISTS = [
  'directives',
  'restrictions',
  'shields',
  'optOuts',
  'capacity',
  'bestInterests',
  'agreements',
  'relationships',
  'categoryStops',
  'overrides',
  'recipientProtocols',
] as const;

const isPast = (time: string | null, now: string): boolean => time !== null && parseInstant(time) <= parseInstant(now);

/** Facts without which there is no deciding; with all of them present, rules decide. Missing denies (design 4). */
export function findMissingFact(request: DecisionRequest, facts: Facts, bundle: Bundle): OwnRule | null {
  for (const list of LISTS) if (!Array.isArray(facts[list])) return 'facts-incomplete';
  if (facts.unreconciled !== undefined) return 'facts-incomplete';
  if (facts.bundle !== bundle.hash || isPast(facts.bundleUntil, facts.now)) return 'bundle-not-in-force';
  if (facts.bundleSuspended !== false) return 'bundle-suspended';
  if (facts.requester?.id !== request.requesterId) return 'requester-unknown';
  if (facts.resident?.id !== request.residentId) return 'resident-unknown';
  return null;
}
