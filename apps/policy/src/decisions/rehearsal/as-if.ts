import {
  days,
  formatInstant,
  isWithin,
  parseInstant,
  replacedByConsent,
  replacedByStop,
  type DecisionRequest,
  type DirectiveReach,
  type Role,
} from '#libs/domain';
import type { Facts, RelationshipFact } from '#libs/pdp';
import type { Recipient } from './cast.js';

/** What a resident may answer; `now` leaves what they have said as it is. */
export const CHOICES = ['now', 'give', 'refuse'] as const;
export type Choice = (typeof CHOICES)[number];

const WOULD_BE = 'would-be';

/** What a yes that is given now, without an end of its own, would replace. */
export const replacedByYes = ({ directives }: Facts, reach: DirectiveReach): Facts['directives'] =>
  replacedByConsent({ ...reach, expiresAt: null }, directives);

/** The facts as they would be, had the resident answered: the directive that the consent app would write, in their place. */
export function answered(facts: Facts, choice: Choice, reach: DirectiveReach): Facts {
  if (choice === 'now') return facts;
  const { directives } = facts;
  const replaced: readonly object[] =
    choice === 'give'
      ? replacedByYes(facts, reach)
      : replacedByStop({ ...reach, status: 'ConsentRefused', expiresAt: null }, directives);
  const said = {
    id: WOULD_BE,
    status: choice === 'give' ? ('ConsentGiven' as const) : ('ConsentRefused' as const),
    ...(structuredClone(reach) as Pick<Facts['directives'][number], keyof DirectiveReach>),
    ...{ startsAt: facts.now, expiresAt: null, recordedAt: facts.now },
  };
  return { ...facts, directives: [...directives.filter((directive) => !replaced.includes(directive)), said] };
}

/** The facts as they would be, if somebody of this role, or the agency's system, worked with the resident and asked. */
export function asked(
  facts: Facts,
  request: DecisionRequest,
  { code, sector, status }: Recipient,
  role: Role | null,
): Facts {
  const entry: RelationshipFact = {
    ...{ id: WOULD_BE, kind: 'caseload', agency: code, practitionerId: null, purpose: request.purpose },
    ...{ startsAt: facts.now, endsAt: null },
  };
  const requester = {
    ...{ id: request.requesterId, kind: role === null ? ('system' as const) : ('practitioner' as const) },
    ...{ agency: code, agencySector: sector, agencyStatus: status, status: 'active' as const },
    roles: role === null ? [] : [role],
    trainingExpiresAt: formatInstant(parseInstant(facts.now) + days(1)),
  };
  return { ...facts, requester, relationships: [...facts.relationships, entry] };
}

/** Whether the agency works with the resident today: anybody of it for its people, the agency itself for its system. */
export function worksWith({ relationships, now }: Facts, role: Role | null): boolean {
  const kinds: readonly string[] = role === null ? ['caseload', 'referral'] : ['caseload', 'referral', 'assigned'];
  return relationships.some(
    ({ kind, startsAt, endsAt }) =>
      kinds.includes(kind) &&
      isWithin(parseInstant(now), parseInstant(startsAt), endsAt === null ? null : parseInstant(endsAt)),
  );
}
