import type { Purpose } from '#libs/domain';
import { deny, open, type Considered, type Said } from './answer.js';
import { holds } from './moments.js';

/** 1.8, 1.14: research and planning, and CAREMGT ("secondary use, do not use for casework"). */
const SECONDARY: readonly Purpose[] = ['HRESCH', 'POPHLTH', 'HQUALIMP', 'CAREMGT'];

/** A person offers, and the delivery goes to the agency's system (design 6). */
const isOffer = ({ request, requester }: Considered): boolean =>
  request.action === 'offer' && requester.kind !== 'system';

/** 1.5 fifth step. An override stands in for the agreement. */
export function agreementLive({ agreement, override, now }: Considered): Said {
  if (!agreement) return override ? null : deny('no-agreement');
  const inForce = agreement.state === 'live' || agreement.state === 'under-review';
  return inForce && holds(now, agreement.startsAt, agreement.expiresAt) ? null : deny('agreement-not-live');
}

/** 1.5 sixth step. */
export function purposeAllowed({ agreement, override, request }: Considered): Said {
  const secondary = SECONDARY.includes(request.purpose);
  if (!agreement) return override && secondary ? open('an override for a secondary purpose') : null;
  const apart = agreement.purpose !== request.purpose;
  if (secondary && agreement.mode === 'LEGAL_DUTY') {
    return apart ? deny('purpose-not-in-agreement') : open('a legal duty to give data for planning');
  }
  const needsSecondary = secondary && agreement.mode !== 'SECONDARY_USE';
  if (apart && needsSecondary) return deny('purpose-not-in-agreement', 'purpose-needs-secondary-use');
  if (apart) return deny('purpose-not-in-agreement');
  if (needsSecondary) return deny('purpose-needs-secondary-use');
  return agreement.mode === 'SECONDARY_USE' && !secondary ? open('SECONDARY_USE for a purpose of care') : null;
}

/** 1.5 seventh step, first half. */
export const categoryAllowed = ({ agreement, request }: Considered): Said =>
  !agreement || agreement.categories.includes(request.category) ? null : deny('category-not-in-agreement');

/** 1.5 seventh step, second half; a system's roles are those of the agreement. */
export function roleAllowed(considered: Considered): Said {
  const { agreement, requester } = considered;
  if (!agreement) return null;
  const named = requester.roles.some((role) => agreement.recipientRoles.includes(role));
  if (isOffer(considered) && named !== agreement.systemRoles) return open('whose role an offer asks for');
  return (requester.kind === 'system' ? agreement.systemRoles : named) ? null : deny('role-not-in-agreement');
}

/** The page speaks of practitioners and systems that receive. */
export const kindAllowed = ({ requester }: Considered): Said =>
  requester.kind === 'officer' || requester.kind === 'resident'
    ? open(`whether a requester of kind ${requester.kind} may receive under an agreement or an override`)
    : null;

const CARE_ENTRIES = ['caseload', 'referral'];

/** 1.5 eighth step. "No entry, no delivery". */
export function relationship(considered: Considered): Said {
  const { agreement, override, facts, request, requester, now } = considered;
  if (override?.mode === 'VITAL' && !agreement) return null;
  const live = facts.relationships.filter(
    ({ agency, purpose, startsAt, endsAt }) =>
      agency === request.recipientAgency && purpose === request.purpose && holds(now, startsAt, endsAt),
  );
  const entries = live.filter(({ kind }) => CARE_ENTRIES.includes(kind));
  if (requester.kind === 'system' || isOffer(considered)) {
    if (entries.length > 0) return null;
    return agreement || !override ? deny('no-relationship') : open('whether an override needs a relationship');
  }
  const own = live.filter(({ practitionerId }) => practitionerId === requester.id).map(({ kind }) => kind);
  const known = entries.some(({ practitionerId }) => practitionerId === null);
  if (known || own.some((kind) => kind !== 'self-claimed')) return null;
  if (!agreement) return override ? open('whether an override needs a relationship') : null;
  if (own.includes('self-claimed')) {
    return agreement.mode === 'DIRECT_CARE' ? null : open('a self-claimed relationship outside direct care');
  }
  return agreement.mode === 'SECONDARY_USE'
    ? open('what relationship planning asks of an analyst')
    : deny('no-relationship');
}

/** Whether a practitioner has nothing but their own word (issue 4: "self-claimed with alert"). */
export function isSelfClaimed(considered: Considered): 'only' | 'also' | 'no' {
  const { facts, request, requester, now } = considered;
  if (requester.kind === 'system' || isOffer(considered)) return 'no';
  const live = facts.relationships.filter(
    ({ agency, purpose, practitionerId, startsAt, endsAt }) =>
      agency === request.recipientAgency &&
      purpose === request.purpose &&
      (practitionerId === null || practitionerId === requester.id) &&
      holds(now, startsAt, endsAt),
  );
  const claimed = live.some(({ kind, practitionerId }) => kind === 'self-claimed' && practitionerId !== null);
  if (!claimed) return 'no';
  return live.every(({ kind }) => kind === 'self-claimed') ? 'only' : 'also';
}
