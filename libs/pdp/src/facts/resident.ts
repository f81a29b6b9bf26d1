import type { Attributes, Fact } from './fact.js';
import { instantOrNull } from './period.js';
import { PERSON } from './source.js';

/** The two birthdays are null for adults: no date of birth is among the facts. */
export interface ResidentFact {
  id: string;
  deceasedAt: string | null;
  sixteenAt: string | null;
  eighteenAt: string | null;
}

export interface ResidentFacts {
  /** null: nobody knows whom this is about. */
  resident: ResidentFact | null;
}

/** What the policies see of the resource; what is null is left out, as Cedar has no null. */
export function residentAttributes(resident: ResidentFact): Attributes {
  const attributes: Attributes = {};
  const deceasedAt = instantOrNull(resident.deceasedAt);
  if (deceasedAt !== null) attributes['deceasedAt'] = deceasedAt;
  const sixteenAt = instantOrNull(resident.sixteenAt);
  if (sixteenAt !== null) attributes['sixteenAt'] = sixteenAt;
  const eighteenAt = instantOrNull(resident.eighteenAt);
  if (eighteenAt !== null) attributes['eighteenAt'] = eighteenAt;
  return attributes;
}

/** Of nobody dead or young is anything to be brought about, so a denial for either has no remedy. */
export const RESIDENT: Fact<ResidentFacts> = {
  keys: ['resident'],
  lists: [],
  source: PERSON,
  nothing: null,
  hiddenFromStrangers: false,
  times: ({ resident }, take) => {
    take(resident?.deceasedAt ?? null);
    take(resident?.sixteenAt ?? null);
    take(resident?.eighteenAt ?? null);
  },
};
