import { days, formatInstant, parseInstant } from '#libs/domain';
import type { RequesterFact } from './asked.js';
import type { Attributes, Denied, Fact } from './fact.js';
import { instantOrNull } from './period.js';

export interface RequesterFacts {
  /** null: nobody knows whoever asks. */
  requester: RequesterFact | null;
}

/** What the policies see of the principal; what is null is left out, as Cedar has no null. */
export function requesterAttributes(requester: RequesterFact): Attributes {
  const attributes: Attributes = { kind: requester.kind, status: requester.status, roles: requester.roles };
  if (requester.agency !== null) attributes['agency'] = requester.agency;
  if (requester.agencySector !== null) attributes['agencySector'] = requester.agencySector;
  if (requester.agencyStatus !== null) attributes['agencyStatus'] = requester.agencyStatus;
  const trainedUntil = instantOrNull(requester.trainingExpiresAt);
  if (trainedUntil !== null) attributes['trainedUntil'] = trainedUntil;
  return attributes;
}

export const withRequester = <Facts extends RequesterFacts>(facts: Facts, change: Partial<RequesterFact>) =>
  facts.requester === null ? null : { ...facts, requester: { ...facts.requester, ...change } };

/** The end that a change would have, where it needs one. */
export const aDayFrom = ({ facts }: Denied<object>): string => formatInstant(parseInstant(facts.now) + days(1));

export const REQUESTER: Fact<RequesterFacts> = {
  keys: ['requester'],
  lists: [],
  source: { name: 'requester', call: 'policy.requester_facts_v1(i.requester)', by: ['requester'], as: 'requester' },
  nothing: null,
  hiddenFromStrangers: false,
  times: ({ requester }, take) => take(requester?.trainingExpiresAt ?? null),
  changes: {
    'lift-suspension': {
      answers: ['requester-suspended'],
      says: {
        staff: 'The suspension of the one who asks is lifted by their agency’s officer.',
        resident: 'The person who asks is allowed to work with the broker again.',
      },
      make: ({ facts }) => withRequester(facts, { status: 'active' }),
    },
    'renew-training': {
      answers: ['training-lapsed'],
      says: {
        staff: 'The one who asks renews their training in handling personal data.',
        resident: 'The person who asks renews their training.',
      },
      make: (denied) => withRequester(denied.facts, { trainingExpiresAt: aDayFrom(denied) }),
    },
  },
};
