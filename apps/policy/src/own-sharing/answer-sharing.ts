import type { PolicyEngine } from '#libs/cedar';
import {
  days,
  formatInstant,
  parseInstant,
  type Decision,
  type DecisionRequest,
  type Facts,
  type RequesterFact,
} from '#libs/domain';
import { decide, tellDecision } from '#libs/pdp';
import type { AgreementTerms } from '../agreement/agreement-terms.js';
import { NOBODY } from '../evaluation/own-question.js';
import { tellable } from '../rehearsal/as-if.js';
import type { SharingAnswerDto } from './own-sharing.dto.js';

/** One source, recipient and category under an agreement, with the facts of now. */
export interface AskedFlow {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly terms: Pick<AgreementTerms, 'recipientRoles' | 'systemRoles'>;
}

/**
 * What the rules answer now: shared where anybody of the recipient would be answered yes, else why not, as a resident may be
 * told. Decided as the release line would, on the facts that residents may be told of. Pure.
 */
export function answerSharing(
  { request, facts, terms }: AskedFlow,
  candidates: readonly RequesterFact[],
  engine: PolicyEngine,
): SharingAnswerDto {
  const { sourceAgency: source, recipientAgency: recipient, category } = request;
  const told = tellable(facts);
  const ask = (requester: RequesterFact): Decision => decideFor(requester, request, told, engine);
  const mayAsk = candidates.filter((one) => one.agency === recipient && passesRole(one, terms));
  if (mayAsk.some((one) => ask(one).outcome === 'permit')) {
    return { source, recipient, category, shared: true, reason: null };
  }
  const denied = ask(inGoodStanding(facts, candidates, request, terms));
  // Somebody would be let in, but nobody of the kind works there with the resident.
  const reason = denied.outcome === 'permit' ? 'no-relationship' : tellDecision(denied, request, 'resident').reason;
  return { source, recipient, category, shared: false, reason };
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
