import type { Category, ReasonCode } from '#libs/domain';
import { deny, open, type Considered, type Said } from './answer.js';
import { holds, reached } from './moments.js';

/** 1.10, 1.15: address, UPRN, phone, landlord and what lets a place be inferred. */
const LOCATING: readonly Category[] = ['LOCATION', 'CONTACT', 'PROPERTY', 'TENANCY', 'ADAPTATION', 'HAZARD', 'REPAIRS'];

/** 3: "every exit path must pass the same gate"; the one who asks acts for the recipient, or offers for the source. */
const actsForItself = ({ request, requester }: Considered): boolean =>
  requester.agency === request.recipientAgency ||
  (request.action === 'offer' && requester.agency === request.sourceAgency);

/** 1.6 and step 14: "reads deny: deceased (but for retention and legal duty)". */
function deathSays({ resident, now, agreement, override }: Considered): Said {
  if (!reached(now, resident.deceasedAt) || override?.mode === 'LEGAL_DUTY') return null;
  return agreement?.mode === 'LEGAL_DUTY' && !override
    ? open('an agreement in mode LEGAL_DUTY after a death, without an instrument')
    : deny('deceased');
}

function shieldsOver({ request, facts, now, requester }: Considered): { live: number; lifted: number } {
  const live = facts.shields.filter(({ startsAt, endsAt }) => holds(now, startsAt, endsAt));
  const lifted = live.filter(({ allowed }) =>
    allowed.some(
      ({ agency, practitionerId, until }) =>
        agency === request.recipientAgency &&
        (practitionerId === null || practitionerId === requester.id) &&
        !reached(now, until),
    ),
  );
  return { live: live.length, lifted: lifted.length };
}

/** 1.15: what is not about a place must still not show one; null where the page leaves it open. */
export function hidesLocation(considered: Considered): boolean | null {
  const { live, lifted } = shieldsOver(considered);
  return lifted > 0 && lifted < live ? null : lifted < live;
}

/** 1.15 "Location shield": effective at once; named persons or teams, with an end, may see. Nothing overrides it. */
function shieldSays(considered: Considered): Said {
  const { request } = considered;
  const { live, lifted } = shieldsOver(considered);
  if (live === 0 || !LOCATING.includes(request.category)) return null;
  if (lifted === 0) return deny('location-shielded');
  if (lifted < live) return open('two shields, and a person named by one of them');
  return request.category === 'LOCATION'
    ? null
    : open('a person named for LOCATION asks another category that tells a place');
}

/** 1.5 first step. The page gives no order within it. */
export function hardBars(considered: Considered): Said {
  const { request, facts, now, requester, resident } = considered;
  const reasons: ReasonCode[] = [];
  const statuses = [requester.agencyStatus, facts.sourceAgencyStatus];
  if (requester.status !== 'active') reasons.push('requester-suspended');
  if (statuses.includes('suspended')) reasons.push('agency-suspended');
  // "A missing fact denies" (design 4); the page does not say under which name.
  if (statuses.includes(null)) reasons.push('agency-suspended', 'facts-incomplete', 'wrong-agency');
  if (!actsForItself(considered)) reasons.push('wrong-agency');
  const untrained = requester.trainingExpiresAt === null || reached(now, requester.trainingExpiresAt);
  if (requester.kind !== 'system' && untrained) reasons.push('training-lapsed');
  if (facts.categoryStops.includes(request.category)) reasons.push('category-stopped');
  // 1.6: under 16 is out of scope.
  if (resident.sixteenAt !== null && !reached(now, resident.sixteenAt)) reasons.push('under-sixteen');
  const said = [deathSays(considered), shieldSays(considered)];
  for (const one of said) if (one && 'deny' in one) reasons.push(...one.deny);
  const isOpen = said.find((one) => one !== null) ?? null;
  if (reasons.length === 0) return isOpen;
  // Denied all the same; a death that might have been passed may be told.
  return { deny: said[0] && 'open' in said[0] ? [...reasons, 'deceased'] : reasons };
}
