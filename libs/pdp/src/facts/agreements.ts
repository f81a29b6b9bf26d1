import { parseInstant } from '#libs/domain';
import type { AgreementFact } from './asked.js';
import type { Attributes, Denied, Fact } from './fact.js';
import { instantOrNull } from './period.js';
import { withRequester, type RequesterFacts } from './requester.js';
import { PLACE } from './source.js';

export interface AgreementFacts {
  /** Every agreement between source and recipient in that direction, whatever its purpose. */
  agreements: AgreementFact[];
}

/** What the policies see of the agreement of a ground. */
export function agreementAttributes(agreement: AgreementFact): Attributes {
  const attributes: Attributes = {
    id: agreement.id,
    version: agreement.version,
    purpose: agreement.purpose,
    mode: agreement.mode,
    state: agreement.state,
    categories: agreement.categories,
    recipientRoles: agreement.recipientRoles,
    systemRoles: agreement.systemRoles,
    onwardSharing: agreement.onwardSharing,
    startsAt: parseInstant(agreement.startsAt),
  };
  const expiresAt = instantOrNull(agreement.expiresAt);
  if (expiresAt !== null) attributes['expiresAt'] = expiresAt;
  return attributes;
}

const withAgreement = <Facts extends AgreementFacts>(
  { facts, agreement }: Denied<Facts>,
  change: Partial<AgreementFact>,
): Facts | null =>
  agreement === null
    ? null
    : { ...facts, agreements: facts.agreements.map((one) => (one === agreement ? { ...one, ...change } : one)) };

/** Health and social care may rest on direct care; others need the resident's consent (domain 1.1). */
function newAgreement({ request, facts }: Denied<RequesterFacts>): AgreementFact {
  const sector = facts.requester?.agencySector;
  return {
    id: 'would-be',
    version: 1,
    purpose: request.purpose,
    mode: sector === 'health' || sector === 'social-care' ? 'DIRECT_CARE' : 'EXPLICIT',
    state: 'live',
    categories: [request.category],
    recipientRoles: facts.requester?.roles ?? [],
    systemRoles: true,
    redactions: {},
    maxConsentDays: null,
    onwardSharing: false,
    bases: null,
    startsAt: facts.now,
    expiresAt: null,
  };
}

export const AGREEMENTS: Fact<AgreementFacts, AgreementFacts & RequesterFacts> = {
  keys: ['agreements'],
  lists: ['agreements'],
  source: PLACE,
  unlost: ({ agreements }, lost) => ({ agreements: agreements.filter(({ id }) => !lost.includes(`agreement:${id}`)) }),
  nothing: { agreements: [] },
  hiddenFromStrangers: false,
  times: ({ agreements }, take) => {
    for (const { startsAt, expiresAt } of agreements) {
      take(startsAt);
      take(expiresAt);
    }
  },
  changes: {
    'conclude-agreement': {
      answers: ['no-agreement', 'purpose-not-in-agreement'],
      says: {
        staff: 'The agencies conclude an agreement that covers {purpose} and names {category}.',
        resident: 'The organisations make an agreement about {purpose}.',
      },
      make: (denied) => ({ ...denied.facts, agreements: [...denied.facts.agreements, newAgreement(denied)] }),
    },
    'bring-agreement-into-force': {
      answers: ['agreement-not-live'],
      says: {
        staff: 'The agreement {agreement} is renewed or brought into force by its officers.',
        resident: 'The agreement between the organisations is renewed.',
      },
      make: (denied) => withAgreement(denied, { state: 'live', startsAt: denied.facts.now, expiresAt: null }),
    },
    'name-category': {
      answers: ['category-not-in-agreement'],
      says: {
        staff: 'The agreement {agreement} is changed so that it names {category}.',
        resident: 'The agreement between the organisations is changed to cover {category}.',
      },
      make: (denied) =>
        withAgreement(denied, { categories: [...(denied.agreement?.categories ?? []), denied.request.category] }),
    },
    'ask-someone-named': {
      answers: ['role-not-in-agreement'],
      says: {
        staff: 'Someone asks whose role the agreement {agreement} names: {roles}.',
        resident: 'Someone else asks, whose job the agreement names.',
      },
      make: (denied) =>
        denied.facts.requester?.kind === 'system'
          ? withAgreement(denied, { systemRoles: true })
          : withRequester(denied.facts, { roles: denied.agreement?.recipientRoles ?? [] }),
    },
  },
};
