import type { CedarValue } from '#libs/cedar';
import {
  isWithin,
  parseInstant,
  type AgreementFact,
  type BestInterestsFact,
  type CapacityFact,
  type Category,
  type DecisionRequest,
  type Facts,
  type Instant,
  type PeriodFact,
  type RequesterFact,
  type ShieldFact,
} from '#libs/domain';

export const instantOrNull = (time: string | null): Instant | null => (time === null ? null : parseInstant(time));

const holds = ({ startsAt, endsAt }: Omit<PeriodFact, 'id'>, now: Instant): boolean =>
  isWithin(now, parseInstant(startsAt), instantOrNull(endsAt));

/** Whether any of them is in force: a restriction (UK GDPR Art 18), a national data opt-out. */
export const anyHolds = (periods: readonly PeriodFact[], now: Instant): boolean =>
  periods.some((period) => holds(period, now));

/** A system, or whoever asks about an offer, stands for the whole recipient agency. */
export const standsForAgency = ({ kind }: RequesterFact, { action }: DecisionRequest): boolean =>
  kind === 'system' || action === 'offer';

/** Kinds that only the practitioner whom they name can rely on. */
const PERSONAL = ['assigned', 'self-claimed'];

/** Kinds of relationship that hold now for whoever asks, sorted. */
export function relationshipKinds(
  request: DecisionRequest,
  facts: Facts,
  requester: RequesterFact,
  now: Instant,
): CedarValue[] {
  const asAgency = standsForAgency(requester, request);
  const kinds: string[] = [];
  for (const relationship of facts.relationships) {
    const { kind, practitionerId } = relationship;
    if (relationship.agency !== request.recipientAgency || relationship.purpose !== request.purpose) continue;
    const own = practitionerId === requester.id || (practitionerId === null && !PERSONAL.includes(kind));
    if ((asAgency || own) && !kinds.includes(kind) && holds(relationship, now)) kinds.push(kind);
  }
  return kinds.sort();
}

/** A practitioner's allowance is theirs alone; a team's serves every one of the agency, and the agency itself. */
const allows = (
  { allowed }: ShieldFact,
  { recipientAgency }: DecisionRequest,
  requester: RequesterFact,
  now: Instant,
): boolean =>
  allowed.some(
    ({ agency, practitionerId, until }) =>
      agency === recipientAgency &&
      (practitionerId === null || practitionerId === requester.id) &&
      now < parseInstant(until),
  );

/** Whether a location shield is in force, and whether each that is lets this requester through (domain 1.15). */
export function shieldingOf(
  request: DecisionRequest,
  { shields }: Facts,
  requester: RequesterFact,
  now: Instant,
): { shielded: boolean; shieldAllows: boolean } {
  const inForce = shields.filter((shield) => holds(shield, now));
  const shielded = inForce.length > 0;
  return { shielded, shieldAllows: shielded && inForce.every((shield) => allows(shield, request, requester, now)) };
}

/**
 * Capacity is presumed (Mental Capacity Act 2005 s.1(2)): it is lacking only while the newest assessment of this
 * decision, or of any sharing, says so and has not lapsed. Of two made at the same moment, the one that finds it counts.
 */
export function lacksCapacity(
  capacity: readonly CapacityFact[],
  agreement: AgreementFact | null,
  now: Instant,
): boolean {
  let newest = -Infinity;
  let lacks = false;
  for (const one of capacity) {
    if (one.agreement !== null && one.agreement !== agreement?.id) continue;
    const assessed = parseInstant(one.assessedAt);
    if (assessed < newest || !isWithin(now, assessed, parseInstant(one.lapsesAt))) continue;
    lacks = assessed > newest ? one.lacks : lacks && one.lacks;
    newest = assessed;
  }
  return lacks;
}

/** Where several decided alike, the one whose authority asks least of the resident's age speaks for them all. */
const STANDING = { deputy: 0, professional: 1, attorney: 2 } as const;

/** The decision in force that sharing this under this agreement is in the resident's best interests, if there is one. */
export function bestInterestsFor(
  decisions: readonly BestInterestsFact[],
  agreement: AgreementFact | null,
  category: Category,
  now: Instant,
): BestInterestsFact | null {
  let chosen: BestInterestsFact | null = null;
  for (const one of decisions) {
    if (one.agreement !== agreement?.id || !(one.categories?.includes(category) ?? true) || !holds(one, now)) continue;
    const difference = chosen === null ? -1 : STANDING[one.authority] - STANDING[chosen.authority];
    if (difference < 0 || (difference === 0 && chosen !== null && one.id < chosen.id)) chosen = one;
  }
  return chosen;
}
