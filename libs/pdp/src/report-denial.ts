import type { DecisionRequest, Instant, ReasonCode } from '#libs/domain';
import type { Ground } from './facts/asked.js';
import { compareGrounds, isInForce } from './grounds.js';
import { OWN_RULES } from './own-rules.js';
import type { BookedRule } from './rule-book.js';

/** A ground that was weighed, with the rules that decided. */
export interface WeighedGround {
  ground: Ground;
  rules: readonly BookedRule[];
}

export interface Denial {
  rule: string;
  reason: ReasonCode;
  explain: string;
  agreement: string | null;
}

/** A denied ground with what it is ranked by. */
interface Ranked {
  ground: Ground;
  /** The first forbid in the order of domain 1.5; null where there was none, and no permit either. */
  first: BookedRule | null;
  nearness: number;
  /** How far the ground came along that order before it failed. */
  distance: number;
}

function firstOf(rules: readonly BookedRule[]): BookedRule | null {
  let first: BookedRule | null = null;
  for (const rule of rules) {
    if (!first || rule.place < first.place || (rule.place === first.place && rule.id < first.id)) first = rule;
  }
  return first;
}

/** An agreement for this purpose, best one in force; then an override; then agreements for other purposes. */
function nearnessOf(ground: Ground, request: DecisionRequest, now: Instant): number {
  if (ground.agreement === null) return 2;
  if (ground.agreement.purpose !== request.purpose) return 3;
  return isInForce(ground, request, now) ? 0 : 1;
}

function isTold(one: Ranked, rather: Ranked): boolean {
  if (one.nearness !== rather.nearness) return one.nearness < rather.nearness;
  if (one.distance !== rather.distance) return one.distance > rather.distance;
  return compareGrounds(one.ground, rather.ground) < 0;
}

/**
 * Which of several denied grounds to tell of: by `nearnessOf`, then the one that came furthest along the order of domain
 * 1.5 (what was nearest to a permit is what the asker can act on), then by `compareGrounds`. Within that ground, the
 * first rule that denies.
 */
export function reportDenial(denied: readonly WeighedGround[], request: DecisionRequest, now: Instant): Denial {
  let told: Ranked | null = null;
  for (const { ground, rules } of denied) {
    const first = firstOf(rules);
    const nearness = nearnessOf(ground, request, now);
    const ranked = { ground, first, nearness, distance: first?.place ?? Infinity };
    if (told === null || isTold(ranked, told)) told = ranked;
  }
  const agreement = told?.ground.agreement?.id ?? null;
  const rule = told?.first;
  if (!rule) return { rule: 'default-deny', reason: 'default-deny', explain: OWN_RULES['default-deny'], agreement };
  return { rule: rule.id, reason: rule.reason, explain: rule.explain, agreement };
}
