import type { PolicyEngine } from '#libs/cedar';
import { days, type Decision, type DecisionRequest, formatInstant, NOBODY, parseInstant } from '#libs/domain';
import { decide, tellDecision, type Facts, type RelationshipFact, type RequesterFact } from '#libs/pdp';
import type { AgreementTerms } from '../../registry/agreement/agreement-terms.js';
import type { Candidate } from './candidates-of.js';
import type { SharingAnswerDto } from './own-sharing.dto.js';
import { tellable } from './tellable.js';

/** One source, recipient and category under an agreement, with the facts of now. */
export interface AskedFlow {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly terms: Pick<AgreementTerms, 'recipientRoles' | 'systemRoles'>;
}

/**
 * What the rules answer now: shared where anybody of the recipient would be answered yes, else why not, as a resident may be
 * told. Decided as the release line would, which finds nobody where the recipient has not linked the resident, on the facts
 * that residents may be told of. Pure.
 */
export function answerSharing(
  { request, facts, terms }: AskedFlow,
  candidates: readonly Candidate[],
  engine: PolicyEngine,
): SharingAnswerDto {
  const { sourceAgency: source, recipientAgency: recipient, category } = request;
  const told = tellable(facts);
  const isLetIn = (one: RequesterFact, given: Facts): boolean =>
    decideFor(one, request, given, engine).outcome === 'permit';
  const mayAsk = candidates.filter((one) => one.agency === recipient && passesRole(one, terms));
  const letIn = mayAsk.filter((one) => isLetIn(one, told));
  if (letIn.some(({ knows }) => knows)) {
    const byOwnWord = !letIn.some((one) => one.knows && isLetIn(one, withoutClaims(told)));
    return { source, recipient, category, shared: true, byOwnWord, reason: null };
  }
  const denied = decideFor(inGoodStanding(facts, candidates, request, terms), request, told, engine);
  // Somebody would be let in, but nobody of the kind works there with the resident.
  const barred = denied.outcome === 'permit' ? 'no-relationship' : tellDecision(denied, request, 'resident').reason;
  const reason = letIn.length > 0 ? 'not-linked' : barred;
  const byOwnWord =
    reason === 'no-relationship' &&
    mayAsk.some((one) => one.knows && one.kind === 'practitioner' && isLetIn(one, claimedBy(one, told, request)));
  return { source, recipient, category, shared: false, byOwnWord, reason };
}

const withoutClaims = (facts: Facts): Facts => ({
  ...facts,
  relationships: facts.relationships.filter(({ kind }) => kind !== 'self-claimed'),
});

/** The facts as they would be, had somebody said alone that they care for the resident (ClaimRelationship). */
function claimedBy({ id }: RequesterFact, facts: Facts, { purpose, recipientAgency: agency }: DecisionRequest): Facts {
  const claim: RelationshipFact = {
    ...{ id: NOBODY, kind: 'self-claimed', agency, practitionerId: id, purpose },
    ...{ startsAt: facts.now, endsAt: null },
  };
  return { ...facts, relationships: [...facts.relationships, claim] };
}

function decideFor(requester: RequesterFact, request: DecisionRequest, facts: Facts, engine: PolicyEngine): Decision {
  const action = requester.kind === 'system' ? 'offer' : 'read';
  return decide({ ...request, action, requesterId: requester.id }, { ...facts, requester }, engine);
}

const passesRole = ({ kind, roles }: RequesterFact, { recipientRoles, systemRoles }: AskedFlow['terms']): boolean =>
  kind === 'system' ? systemRoles : recipientRoles.some((role) => roles.includes(role));

/** Somebody in whom no denial could lie: so the reason is about the resident, the agencies or the agreement. */
function inGoodStanding(
  { now }: Facts,
  candidates: readonly RequesterFact[],
  { recipientAgency }: DecisionRequest,
  { recipientRoles }: AskedFlow['terms'],
): RequesterFact {
  const colleague = candidates.find(({ agency }) => agency === recipientAgency);
  const [role] = recipientRoles;
  return {
    ...{ id: NOBODY, kind: role === undefined ? 'system' : 'practitioner', agency: recipientAgency, status: 'active' },
    ...{ agencySector: colleague?.agencySector ?? null, agencyStatus: colleague?.agencyStatus ?? 'active' },
    roles: role === undefined ? [] : [role],
    trainingExpiresAt: formatInstant(parseInstant(now) + days(1)),
  };
}
