import type { Bundle } from '#libs/cedar';
import { REASON_CODES, type DecisionRequest, type Instant, type ReasonCode } from '#libs/domain';
import { compareGrounds, isInForce, type Ground } from './grounds.js';
import { OWN_RULES } from './own-rules.js';

/** A ground that was weighed, with the ids of the rules that decided. */
export interface WeighedGround {
  ground: Ground;
  reasons: string[];
}

export interface Denial {
  rule: string;
  reason: ReasonCode;
  explain: string;
  agreement: string | null;
}

const placeOf = (rule: string, { precedence }: Bundle): number => {
  const place = precedence.indexOf(rule);
  return place < 0 ? precedence.length : place;
};

/** The first forbid in the order of domain 1.5; null where no permit was satisfied either. */
const firstRule = ({ reasons }: WeighedGround, bundle: Bundle): string | null =>
  [...reasons].sort((a, b) => placeOf(a, bundle) - placeOf(b, bundle) || (a < b ? -1 : 1))[0] ?? null;

/** How far a ground came along that order before it failed. */
const distance = (weighed: WeighedGround, bundle: Bundle): number => {
  const rule = firstRule(weighed, bundle);
  return rule === null ? Infinity : placeOf(rule, bundle);
};

const isReason = (text: string | undefined): text is ReasonCode =>
  (REASON_CODES as readonly (string | undefined)[]).includes(text);

/**
 * Which of several denied grounds to tell of: agreements before overrides, those in force for this purpose before
 * others, then the one that came furthest along the order of domain 1.5 (what was nearest to a permit is what the
 * asker can act on), then by `compareGrounds`. Within that ground, the first rule that denies.
 */
export const reportDenial = (
  denied: readonly WeighedGround[],
  bundle: Bundle,
  request: DecisionRequest,
  now: Instant,
): Denial => {
  const inForce = (weighed: WeighedGround): number => (isInForce(weighed.ground, request, now) ? 0 : 1);
  const ofAgreement = ({ ground }: WeighedGround): number => (ground.agreement === null ? 1 : 0);
  const further = (a: WeighedGround, b: WeighedGround): number => {
    const [left, right] = [distance(a, bundle), distance(b, bundle)];
    return left === right ? 0 : right > left ? 1 : -1;
  };
  const [told] = [...denied].sort(
    (a, b) =>
      ofAgreement(a) - ofAgreement(b) || inForce(a) - inForce(b) || further(a, b) || compareGrounds(a.ground, b.ground),
  );
  const agreement = told?.ground.agreement?.id ?? null;
  const id = told ? firstRule(told, bundle) : null;
  const annotations = id === null ? undefined : bundle.rules.get(id)?.annotations;
  if (id === null || !annotations) {
    return { rule: 'default-deny', reason: 'default-deny', explain: OWN_RULES['default-deny'], agreement };
  }
  const reason = annotations['reason'];
  const explain = annotations['explain'] ?? OWN_RULES['default-deny'];
  return { rule: id, reason: isReason(reason) ? reason : 'default-deny', explain, agreement };
};
