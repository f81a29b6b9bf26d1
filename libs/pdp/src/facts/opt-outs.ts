import { flag, optional } from '../town/reading.js';
import { day, saidInTown } from '../town/said-in-town.js';
import type { Fact } from './fact.js';
import { takePeriods, type PeriodFact } from './period.js';
import { PERSON } from './source.js';

export interface OptOutFacts {
  /** National data opt-outs. */
  optOuts: PeriodFact[];
}

export const OPT_OUTS: Fact<OptOutFacts> = {
  keys: ['optOuts'],
  lists: ['optOuts'],
  source: PERSON,
  nothing: { optOuts: [] },
  hiddenFromStrangers: true,
  times: ({ optOuts }, take) => takePeriods(optOuts, take),
  changes: {
    'end-opt-out': {
      answers: ['national-data-opt-out'],
      says: {
        staff: 'The resident ends their national data opt-out. Only they can decide this.',
        resident: 'You change your research choice.',
      },
      make: ({ facts }) => ({ ...facts, optOuts: [] }),
    },
  },
  said: saidInTown(
    'optedOut',
    () => optional(flag, false),
    (optedOut) => ({ optOuts: optedOut ? [{ id: 'n', startsAt: day(-100), endsAt: null }] : [] }),
  ),
};
