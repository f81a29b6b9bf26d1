import { flag, optional } from '../town/reading.js';
import { day, saidInTown } from '../town/said-in-town.js';
import type { Fact } from './fact.js';
import { takePeriods, type PeriodFact } from './period.js';
import { PERSON } from './source.js';

export interface RestrictionFacts {
  /** UK GDPR Art 18. */
  restrictions: PeriodFact[];
}

export const RESTRICTIONS: Fact<RestrictionFacts> = {
  keys: ['restrictions'],
  lists: ['restrictions'],
  source: PERSON,
  nothing: { restrictions: [] },
  hiddenFromStrangers: true,
  times: ({ restrictions }, take) => takePeriods(restrictions, take),
  changes: {
    'end-restriction': {
      answers: ['restricted'],
      says: {
        staff: 'The restriction ends. The resident is told first.',
        resident: 'Your information is no longer frozen. You are told first.',
      },
      make: ({ facts }) => ({ ...facts, restrictions: [] }),
    },
  },
  said: saidInTown(
    'restricted',
    () => optional(flag, false),
    (restricted) => ({ restrictions: restricted ? [{ id: 'r', startsAt: day(-1), endsAt: null }] : [] }),
  ),
};
