import type { CedarEntity, CedarValue, EntityUid, EvaluationRequest } from '#libs/cedar';
import {
  CATEGORY_TERMS,
  foldDirectives,
  isCategory,
  parseInstant,
  type AgreementFact,
  type CategoryTerm,
  type DecisionRequest,
  type Facts,
  type Instant,
  type OverrideFact,
  type RequesterFact,
  type ResidentFact,
} from '#libs/domain';
import {
  anyHolds,
  bestInterestsFor,
  instantOrNull,
  lacksCapacity,
  relationshipKinds,
  shieldingOf,
} from './circumstances.js';
import type { Ground } from './grounds.js';

type Attributes = { [attribute: string]: CedarValue };

/** Facts in which those who ask and are asked about were found. */
export type KnownFacts = Facts & { requester: RequesterFact; resident: ResidentFact };

/** Sets an attribute; null leaves it out, as Cedar has no null. */
function put(attributes: Attributes, name: string, value: CedarValue | null): void {
  if (value !== null) attributes[name] = value;
}

/** Facts come as JSON: a list of a vocabulary's words is a Cedar set of strings as it stands. */
const words = (list: readonly string[]): CedarValue[] => list as string[];

function requesterEntity(uid: EntityUid, requester: RequesterFact): CedarEntity {
  const attrs: Attributes = { kind: requester.kind, status: requester.status, roles: requester.roles };
  put(attrs, 'agency', requester.agency);
  put(attrs, 'agencySector', requester.agencySector);
  put(attrs, 'agencyStatus', requester.agencyStatus);
  put(attrs, 'trainedUntil', instantOrNull(requester.trainingExpiresAt));
  return { uid, attrs, parents: [] };
}

function residentEntity(uid: EntityUid, resident: ResidentFact): CedarEntity {
  const attrs: Attributes = {};
  put(attrs, 'deceasedAt', instantOrNull(resident.deceasedAt));
  put(attrs, 'sixteenAt', instantOrNull(resident.sixteenAt));
  put(attrs, 'eighteenAt', instantOrNull(resident.eighteenAt));
  return { uid, attrs, parents: [] };
}

function agreementValue(agreement: AgreementFact): Attributes {
  const value: Attributes = {
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
  put(value, 'expiresAt', instantOrNull(agreement.expiresAt));
  return value;
}

function overrideValue({ id, mode, categories, practitionerId, instrument }: OverrideFact): Attributes {
  const value: Attributes = { id, mode, categories, personal: practitionerId !== null };
  put(value, 'instrument', instrument);
  return value;
}

/** A category that nobody knows is taken to be the most private there is. */
const UNKNOWN_CATEGORY: Omit<CategoryTerm, 'display'> = { confidentiality: 'V', sensitivity: [], locating: true };

/** What is the same whichever ground is weighed. */
function sharedContext(request: DecisionRequest, facts: KnownFacts, now: Instant) {
  const { category } = request;
  const term: Omit<CategoryTerm, 'display'> = isCategory(category) ? CATEGORY_TERMS[category] : UNKNOWN_CATEGORY;
  const { shielded, shieldAllows } = shieldingOf(request, facts, facts.requester, now);
  return {
    confidentiality: term.confidentiality,
    sensitivity: words(term.sensitivity),
    locating: term.locating,
    sourceStatus: facts.sourceAgencyStatus ?? 'unknown',
    recipientProtocols: words(facts.recipientProtocols),
    restricted: anyHolds(facts.restrictions, now),
    shielded,
    shieldAllows,
    optedOut: anyHolds(facts.optOuts, now),
    relationships: relationshipKinds(request, facts, facts.requester, now),
    categoryStops: words(facts.categoryStops),
  };
}

/** Written out in one piece, not spread from what is shared: this is the hottest spot of a decision. */
function groundContext(
  shared: ReturnType<typeof sharedContext>,
  request: DecisionRequest,
  facts: Facts,
  { agreement, override }: Ground,
  now: Instant,
): Attributes {
  const { category, purpose, sourceAgency, recipientAgency } = request;
  const scope = {
    source: sourceAgency,
    recipient: recipientAgency,
    category,
    purpose,
    agreement: agreement?.id ?? null,
    maxConsentDays: agreement?.maxConsentDays ?? null,
  };
  const context: Attributes = {
    now,
    category,
    confidentiality: shared.confidentiality,
    sensitivity: shared.sensitivity,
    locating: shared.locating,
    purpose,
    sourceAgency,
    sourceStatus: shared.sourceStatus,
    recipientAgency,
    recipientProtocols: shared.recipientProtocols,
    directive: foldDirectives(facts.directives, scope, now),
    restricted: shared.restricted,
    shielded: shared.shielded,
    shieldAllows: shared.shieldAllows,
    optedOut: shared.optedOut,
    lacksCapacity: lacksCapacity(facts.capacity, agreement, now),
    relationships: shared.relationships,
    categoryStops: shared.categoryStops,
  };
  const decided = bestInterestsFor(facts.bestInterests, agreement, category, now);
  if (decided) context['bestInterests'] = { id: decided.id, authority: decided.authority };
  if (agreement) context['agreement'] = agreementValue(agreement);
  if (override) context['override'] = overrideValue(override);
  return context;
}

/**
 * Puts one ground after another to the policies, in the words of `policies/schema.cedarschema`. What all grounds of a
 * request have in common is worked out once.
 */
export function asker(
  request: DecisionRequest,
  facts: KnownFacts,
  now: Instant,
): (ground: Ground) => EvaluationRequest {
  const principal = { type: 'Requester', id: request.requesterId };
  const resource = { type: 'Resident', id: request.residentId };
  const action = { type: 'Action', id: request.action };
  const entities = [requesterEntity(principal, facts.requester), residentEntity(resource, facts.resident)];
  const shared = sharedContext(request, facts, now);
  return (ground) => ({
    principal,
    action,
    resource,
    context: groundContext(shared, request, facts, ground, now),
    entities,
  });
}

/** One ground alone, where it is asked about by itself. */
export const evaluationRequest = (
  request: DecisionRequest,
  facts: KnownFacts,
  ground: Ground,
  now: Instant,
): EvaluationRequest => asker(request, facts, now)(ground);
