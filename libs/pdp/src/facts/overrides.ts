import type { DecisionRequest } from '#libs/domain';
import type { OverrideFact } from './asked.js';
import type { Attributes, Fact } from './fact.js';
import { takePeriods } from './period.js';

export interface OverrideFacts {
  overrides: OverrideFact[];
}

/** Overrides meant for this requester and purpose. Another's is as good as none, and no answer tells of it. */
export const overridesOf = (request: DecisionRequest, { overrides }: OverrideFacts): OverrideFact[] =>
  overrides.filter(
    ({ agency, practitionerId, purpose }) =>
      agency === request.recipientAgency &&
      (practitionerId === null || practitionerId === request.requesterId) &&
      purpose === request.purpose,
  );

/** What the policies see of the override of a ground. */
export function overrideAttributes({ id, mode, categories, practitionerId, instrument }: OverrideFact): Attributes {
  const attributes: Attributes = { id, mode, categories, personal: practitionerId !== null };
  if (instrument !== null) attributes['instrument'] = instrument;
  return attributes;
}

/** Another person's override is none for this request, and so are its times. */
export const OVERRIDES: Fact<OverrideFacts> = {
  keys: ['overrides'],
  lists: ['overrides'],
  source: {
    name: 'overrides',
    call: 'relay.override_facts_v1(i.resident, i.recipient)',
    // The purpose is told apart below; with it items share as they do relationships.
    by: ['resident', 'recipient', 'purpose'],
    as: 'overrides',
  },
  nothing: { overrides: [] },
  hiddenFromStrangers: false,
  times: (facts, take, request) => takePeriods(overridesOf(request, facts), take),
};
