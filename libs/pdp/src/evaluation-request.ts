import type { CedarEntity, CedarValue, EntityUid, EvaluationRequest } from '#libs/cedar';
import {
  foldDirectives,
  isWithin,
  parseInstant,
  type AgreementFact,
  type DecisionRequest,
  type Facts,
  type Instant,
  type OverrideFact,
  type RequesterFact,
  type ResidentFact,
} from '#libs/domain';
import type { Ground } from './grounds.js';

type Attributes = { [attribute: string]: CedarValue };

/** Leaves out what is null, as a Cedar attribute that is not there. */
const present = (attributes: { [attribute: string]: CedarValue | null }): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).filter((attribute): attribute is [string, CedarValue] => attribute[1] !== null),
  );

const instantOrNull = (time: string | null): Instant | null => (time === null ? null : parseInstant(time));

const requesterEntity = (uid: EntityUid, requester: RequesterFact): CedarEntity => {
  const { kind, status, roles, agency, agencySector, agencyStatus } = requester;
  const trainedUntil = instantOrNull(requester.trainingExpiresAt);
  return {
    uid,
    attrs: present({ kind, status, roles, agency, agencySector, agencyStatus, trainedUntil }),
    parents: [],
  };
};

const residentEntity = (uid: EntityUid, resident: ResidentFact): CedarEntity => ({
  uid,
  attrs: present({ deceasedAt: instantOrNull(resident.deceasedAt) }),
  parents: [],
});

const agreementValue = (agreement: AgreementFact): Attributes => {
  const { id, version, purpose, mode, state, categories, recipientRoles, systemRoles } = agreement;
  const startsAt = parseInstant(agreement.startsAt);
  const expiresAt = instantOrNull(agreement.expiresAt);
  return present({ id, version, purpose, mode, state, categories, recipientRoles, systemRoles, startsAt, expiresAt });
};

const overrideValue = ({ id, mode, categories, practitionerId, instrument }: OverrideFact): Attributes =>
  present({ id, mode, categories, personal: practitionerId !== null, instrument });

/**
 * Kinds of relationship that hold now for whoever asks. One that names a practitioner is that practitioner's own,
 * except to the agency itself (its system, or an offer to it), which has all entries of its caseload.
 */
const relationshipKinds = (
  request: DecisionRequest,
  facts: Facts,
  requester: RequesterFact,
  now: Instant,
): string[] => {
  const asAgency = requester.kind === 'system' || request.action === 'offer';
  const own = facts.relationships.filter(
    ({ kind, agency, practitionerId, purpose, startsAt, endsAt }) =>
      agency === request.recipientAgency &&
      purpose === request.purpose &&
      isWithin(now, parseInstant(startsAt), instantOrNull(endsAt)) &&
      (asAgency || practitionerId === requester.id || (practitionerId === null && kind !== 'assigned')),
  );
  return [...new Set(own.map(({ kind }) => kind))].sort();
};

/** Whether a restriction is in force (UK GDPR Art 18). */
export const isRestricted = ({ restrictions }: Facts, now: Instant): boolean =>
  restrictions.some(({ startsAt, endsAt }) => isWithin(now, parseInstant(startsAt), instantOrNull(endsAt)));

const contextOf = (
  request: DecisionRequest,
  facts: Facts,
  requester: RequesterFact,
  ground: Ground,
  now: Instant,
): Attributes => {
  const { category, purpose, sourceAgency, recipientAgency } = request;
  const { agreement, override } = ground;
  const scope = {
    source: sourceAgency,
    recipient: recipientAgency,
    category,
    purpose,
    agreement: agreement?.id ?? null,
    maxConsentDays: agreement?.maxConsentDays ?? null,
  };
  return present({
    now,
    category,
    purpose,
    sourceAgency,
    sourceStatus: facts.sourceAgencyStatus ?? 'unknown',
    recipientAgency,
    agreement: agreement && agreementValue(agreement),
    override: override && overrideValue(override),
    directive: foldDirectives(facts.directives, scope, now),
    restricted: isRestricted(facts, now),
    relationships: relationshipKinds(request, facts, requester, now),
    categoryStops: facts.categoryStops,
  });
};

/** Puts one ground to the policies, in the words of `policies/schema.cedarschema`. */
export const evaluationRequest = (
  request: DecisionRequest,
  facts: Facts & { requester: RequesterFact; resident: ResidentFact },
  ground: Ground,
  now: Instant,
): EvaluationRequest => {
  const principal = { type: 'Requester', id: request.requesterId };
  const resource = { type: 'Resident', id: request.residentId };
  return {
    principal,
    action: { type: 'Action', id: request.action },
    resource,
    context: contextOf(request, facts, facts.requester, ground, now),
    entities: [requesterEntity(principal, facts.requester), residentEntity(resource, facts.resident)],
  };
};
