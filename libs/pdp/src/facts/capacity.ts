import { isWithin, parseInstant, type Instant } from '#libs/domain';
import { entriesOf, flag, number, optional, record } from '../town/reading.js';
import { day, saidInTown } from '../town/said-in-town.js';
import type { AgreementFact } from './asked.js';
import type { Fact } from './fact.js';
import { PERSON } from './source.js';

/** An assessment of capacity for one decision (Mental Capacity Act 2005 s.2 and 3); it lapses, after 28 days by default. */
export interface CapacityFact {
  id: string;
  /** The agreement under which sharing was to be decided; null: any sharing. */
  agreement: string | null;
  lacks: boolean;
  assessedAt: string;
  lapsesAt: string;
}

export interface CapacityFacts {
  capacity: CapacityFact[];
}

/**
 * Capacity is presumed (Mental Capacity Act 2005 s.1(2)): it is lacking only while the newest assessment of this
 * decision, or of any sharing, says so and has not lapsed. Of two made at the same moment, the one that finds it counts.
 */
export function lacksCapacity({ capacity }: CapacityFacts, agreement: AgreementFact | null, now: Instant): boolean {
  let newest = -Infinity;
  let lacks = false;
  for (const one of capacity) {
    if (one.agreement !== null && one.agreement !== agreement?.id) continue;
    const assessed = parseInstant(one.assessedAt);
    if (assessed < newest || !isWithin(now, assessed, parseInstant(one.lapsesAt))) continue;
    lacks = assessed > newest ? one.lacks : lacks && one.lacks;
    newest = assessed;
  }
  return lacks;
}

export const CAPACITY: Fact<CapacityFacts> = {
  keys: ['capacity'],
  lists: ['capacity'],
  source: PERSON,
  nothing: { capacity: [] },
  hiddenFromStrangers: true,
  times: ({ capacity }, take) => {
    for (const { assessedAt, lapsesAt } of capacity) {
      take(assessedAt);
      take(lapsesAt);
    }
  },
  said: saidInTown(
    'capacity',
    ({ agreement }) =>
      optional(
        entriesOf(record({ agreement: optional(agreement, null), lacks: flag, assessed: number, lapses: number })),
        [],
      ),
    (said) => ({
      capacity: said.map(({ assessed, lapses, ...assessment }, index) => ({
        id: `c${index}`,
        ...assessment,
        assessedAt: day(assessed),
        lapsesAt: day(lapses),
      })),
    }),
  ),
};
