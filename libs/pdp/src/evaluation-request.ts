import type { CedarEntity, EvaluationRequest } from '#libs/cedar';
import {
  CATEGORY_TERMS,
  foldDirectives,
  isCategory,
  type CategoryTerm,
  type DecisionRequest,
  type Instant,
} from '#libs/domain';
import { agreementAttributes } from './facts/agreements.js';
import type { Asked, Ground } from './facts/asked.js';
import { bestInterestsFor } from './facts/best-interests.js';
import { lacksCapacity } from './facts/capacity.js';
import { directiveScope } from './facts/directives.js';
import type { Attributes } from './facts/fact.js';
import type { FACTS, KnownFacts } from './facts/facts.js';
import { overrideAttributes } from './facts/overrides.js';
import { anyHolds } from './facts/period.js';
import { relationshipKinds } from './facts/relationships.js';
import { requesterAttributes } from './facts/requester.js';
import { residentAttributes } from './facts/resident.js';
import { shieldingOf } from './facts/shields.js';

/** A category that nobody knows is taken to be the most private there is. */
const UNKNOWN_CATEGORY: Omit<CategoryTerm, 'display'> = { confidentiality: 'V', sensitivity: [], locating: true };

/** What is the same whichever ground is weighed. Facts come as JSON: a list of words is a Cedar set as it stands. */
function sharedContext(asked: Asked, facts: KnownFacts) {
  const { category } = asked.request;
  const term: Omit<CategoryTerm, 'display'> = isCategory(category) ? CATEGORY_TERMS[category] : UNKNOWN_CATEGORY;
  const { shielded, shieldAllows } = shieldingOf(facts, asked);
  return {
    confidentiality: term.confidentiality,
    sensitivity: term.sensitivity as string[],
    locating: term.locating,
    sourceStatus: facts.sourceAgencyStatus ?? 'unknown',
    recipientProtocols: facts.recipientProtocols,
    restricted: anyHolds(facts.restrictions, asked.now),
    shielded,
    shieldAllows,
    optedOut: anyHolds(facts.optOuts, asked.now),
    relationships: relationshipKinds(facts, asked),
    categoryStops: facts.categoryStops,
  };
}

/** Written out in one piece, neither spread from what is shared nor put together fact by fact: a decision's hottest spot. */
function groundContext(
  shared: ReturnType<typeof sharedContext>,
  facts: KnownFacts,
  { request, now }: Asked,
  { agreement, override }: Ground,
): Attributes {
  const { category, purpose, sourceAgency, recipientAgency } = request;
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
    directive: foldDirectives(facts.directives, directiveScope(request, agreement), now),
    restricted: shared.restricted,
    shielded: shared.shielded,
    shieldAllows: shared.shieldAllows,
    optedOut: shared.optedOut,
    lacksCapacity: lacksCapacity(facts, agreement, now),
    relationships: shared.relationships,
    categoryStops: shared.categoryStops,
  };
  const decided = bestInterestsFor(facts, agreement, category, now);
  if (decided) context['bestInterests'] = { id: decided.id, authority: decided.authority };
  if (agreement) context['agreement'] = agreementAttributes(agreement);
  if (override) context['override'] = overrideAttributes(override);
  return context;
}

/**
 * Puts one ground after another to the policies, in the words of `policies/schema.cedarschema`. What all grounds of a
 * request have in common is worked out once. `attributes`: of the later facts that the bundle is told of.
 */
export function asker(
  request: DecisionRequest,
  facts: KnownFacts,
  now: Instant,
  { attributes }: typeof FACTS,
): (ground: Ground) => EvaluationRequest {
  const principal = { type: 'Requester', id: request.requesterId };
  const resource = { type: 'Resident', id: request.residentId };
  const action = { type: 'Action', id: request.action };
  const entities: CedarEntity[] = [
    { uid: principal, attrs: requesterAttributes(facts.requester), parents: [] },
    { uid: resource, attrs: residentAttributes(facts.resident), parents: [] },
  ];
  const asked = { request, requester: facts.requester, now };
  const shared = sharedContext(asked, facts);
  return (ground) => {
    const context = groundContext(shared, facts, asked, ground);
    for (const [name, valueOf] of attributes) {
      const value = valueOf(facts, asked, ground);
      if (value !== null) context[name] = value;
    }
    return { principal, action, resource, context, entities };
  };
}
