import type { Purpose, RelationshipKind } from '#libs/domain';
import type { Asked, RequesterFact } from './asked.js';
import type { Fact } from './fact.js';
import { holds, takePeriods } from './period.js';

/** A relationship of the recipient agency, or of one of its practitioners, with the resident for the purpose asked. */
export interface RelationshipFact {
  id: string;
  kind: RelationshipKind;
  agency: string;
  practitionerId: string | null;
  purpose: Purpose;
  startsAt: string;
  endsAt: string | null;
}

export interface RelationshipFacts {
  relationships: RelationshipFact[];
}

/** A system, or whoever asks about an offer, stands for the whole recipient agency. */
const standsForAgency = ({ kind }: RequesterFact, { action }: Asked['request']): boolean =>
  kind === 'system' || action === 'offer';

/** Kinds that only the practitioner whom they name can rely on. */
const PERSONAL = ['assigned', 'self-claimed'];

/** Kinds of relationship that hold now for whoever asks, sorted. */
export function relationshipKinds({ relationships }: RelationshipFacts, { request, requester, now }: Asked): string[] {
  const asAgency = standsForAgency(requester, request);
  const kinds: string[] = [];
  for (const relationship of relationships) {
    const { kind, practitionerId } = relationship;
    if (relationship.agency !== request.recipientAgency || relationship.purpose !== request.purpose) continue;
    const own = practitionerId === requester.id || (practitionerId === null && !PERSONAL.includes(kind));
    if ((asAgency || own) && !kinds.includes(kind) && holds(relationship, now)) kinds.push(kind);
  }
  return kinds.sort();
}

export const RELATIONSHIPS: Fact<RelationshipFacts> = {
  keys: ['relationships'],
  lists: ['relationships'],
  source: {
    name: 'relationships',
    call: 'policy.relationship_facts_v1(i.resident, i.recipient, i.purpose)',
    by: ['resident', 'recipient', 'purpose'],
    as: 'relationships',
  },
  nothing: { relationships: [] },
  hiddenFromStrangers: false,
  times: ({ relationships }, take) => takePeriods(relationships, take),
  changes: {
    'record-relationship': {
      answers: ['no-relationship'],
      says: {
        staff: '{recipient} records that it is caring for the resident for this purpose: a caseload or referral entry.',
        resident: '{recipient} is caring for you for this purpose.',
      },
      make: ({ request, facts }) => {
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
      },
    },
  },
};
