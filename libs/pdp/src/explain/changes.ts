import {
  days,
  directiveMatches,
  formatInstant,
  parseInstant,
  type AgreementFact,
  type DirectiveFact,
  type Facts,
  type ReasonCode,
} from '#libs/domain';
import type { Question } from './explanation.js';

/** A denied question, with the agreement that the denial is about. */
export interface Denied extends Question {
  agreement: AgreementFact | null;
}

/**
 * What somebody could do about a denial, as it would show in the facts. Never carried out: the facts are those of an
 * "and then?". A change gives null where it would be no answer to this question.
 */
type Change = (denied: Denied) => Facts | null;

const until = ({ facts }: Question): string => formatInstant(parseInstant(facts.now) + days(1));

const withAgreement = ({ facts, agreement }: Denied, change: Partial<AgreementFact>): Facts | null =>
  agreement === null
    ? null
    : { ...facts, agreements: facts.agreements.map((one) => (one === agreement ? { ...one, ...change } : one)) };

function withoutDirectives(denied: Denied, statuses: readonly DirectiveFact['status'][]): Facts {
  const { request, facts, agreement } = denied;
  const scope = {
    source: request.sourceAgency,
    recipient: request.recipientAgency,
    category: request.category,
    purpose: request.purpose,
    agreement: agreement?.id ?? null,
    maxConsentDays: null,
  };
  const bars = (directive: DirectiveFact): boolean =>
    statuses.includes(directive.status) && directiveMatches(directive, scope);
  return { ...facts, directives: facts.directives.filter((directive) => !bars(directive)) };
}

function withConsent(denied: Denied): Facts {
  const { request, facts, agreement } = denied;
  const given: DirectiveFact = {
    id: 'would-be',
    status: 'ConsentGiven',
    sources: [request.sourceAgency],
    recipients: [request.recipientAgency],
    categories: [request.category],
    purposes: [request.purpose],
    agreement: agreement?.id ?? null,
    startsAt: facts.now,
    expiresAt: until(denied),
    recordedAt: facts.now,
  };
  return { ...facts, directives: [...facts.directives, given] };
}

function withRelationship(denied: Denied): Facts {
  const { request, facts } = denied;
  const entry = {
    id: 'would-be',
    kind: 'caseload',
    agency: request.recipientAgency,
    practitionerId: null,
    purpose: request.purpose,
    startsAt: facts.now,
    endsAt: null,
  } as const;
  return { ...facts, relationships: [...facts.relationships, entry] };
}

function withBestInterests(denied: Denied): Facts | null {
  const { facts, agreement } = denied;
  if (agreement === null) return null;
  const decided = {
    id: 'would-be',
    agreement: agreement.id,
    categories: null,
    authority: 'professional',
    startsAt: facts.now,
    endsAt: until(denied),
  } as const;
  return { ...facts, bestInterests: [...facts.bestInterests, decided] };
}

/** Health and social care may rest on direct care; others need the resident's consent (domain 1.1). */
function withNewAgreement(denied: Denied): Facts {
  const { request, facts } = denied;
  const sector = facts.requester?.agencySector;
  const agreement: AgreementFact = {
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
  return { ...facts, agreements: [...facts.agreements, agreement] };
}

const withRequester = ({ facts }: Denied, change: Partial<NonNullable<Facts['requester']>>): Facts | null =>
  facts.requester === null ? null : { ...facts, requester: { ...facts.requester, ...change } };

export const CHANGES = {
  'lift-suspension': (denied) => withRequester(denied, { status: 'active' }),
  'lift-agency-suspension': (denied) => {
    const facts = withRequester(denied, { agencyStatus: 'active' });
    return facts === null || facts.sourceAgencyStatus === null ? null : { ...facts, sourceAgencyStatus: 'active' };
  },
  'renew-training': (denied) => withRequester(denied, { trainingExpiresAt: until(denied) }),
  'lift-category-stop': ({ request, facts }) => ({
    ...facts,
    categoryStops: facts.categoryStops.filter((category) => category !== request.category),
  }),
  'end-restriction': ({ facts }) => ({ ...facts, restrictions: [] }),
  'take-back-refusal': (denied) => withoutDirectives(denied, ['ConsentRefused']),
  'take-back-objection': (denied) => withoutDirectives(denied, ['Objected', 'ObjectionPendingHighHarm']),
  'end-opt-out': ({ facts }) => ({ ...facts, optOuts: [] }),
  'give-consent': withConsent,
  'record-best-interests': (denied) =>
    denied.facts.capacity.some(({ lacks }) => lacks) ? withBestInterests(denied) : null,
  'conclude-agreement': withNewAgreement,
  'bring-agreement-into-force': (denied) =>
    withAgreement(denied, { state: 'live', startsAt: denied.facts.now, expiresAt: null }),
  'name-category': (denied) =>
    withAgreement(denied, { categories: [...(denied.agreement?.categories ?? []), denied.request.category] }),
  'ask-someone-named': (denied) =>
    denied.facts.requester?.kind === 'system'
      ? withAgreement(denied, { systemRoles: true })
      : withRequester(denied, { roles: denied.agreement?.recipientRoles ?? [] }),
  'record-relationship': withRelationship,
  'join-protocol': (denied) => ({ ...denied.facts, recipientProtocols: ['VITAL', 'SAFEGUARDING', 'LEGAL_DUTY'] }),
} as const satisfies Record<string, Change>;
export type ChangeId = keyof typeof CHANGES;

/** What answers which denial. A denial that is not named here has no remedy that anybody should be offered. */
export const REMEDIES: Partial<Record<ReasonCode, readonly ChangeId[]>> = {
  'requester-suspended': ['lift-suspension'],
  'agency-suspended': ['lift-agency-suspension'],
  'training-lapsed': ['renew-training'],
  'category-stopped': ['lift-category-stop'],
  restricted: ['end-restriction'],
  refused: ['take-back-refusal'],
  objected: ['take-back-objection'],
  withdrawn: ['give-consent'],
  'no-agreement': ['conclude-agreement'],
  'agreement-not-live': ['bring-agreement-into-force'],
  'purpose-not-in-agreement': ['conclude-agreement'],
  'category-not-in-agreement': ['name-category'],
  'role-not-in-agreement': ['ask-someone-named'],
  'no-relationship': ['record-relationship'],
  'consent-expired': ['give-consent'],
  'needs-consent': ['give-consent', 'record-best-interests'],
  'no-protocol': ['join-protocol'],
  'national-data-opt-out': ['end-opt-out'],
};
