import {
  BEST_INTERESTS_AUTHORITIES,
  CATEGORIES,
  type BestInterestsAuthority,
  type Category,
  type Instant,
} from '#libs/domain';
import { entriesOf, listOf, nameOf, number, optional, record } from '../town/reading.js';
import { day, dayOrNull, saidInTown, type TownNames } from '../town/said-in-town.js';
import type { AgreementFact } from './asked.js';
import type { CapacityFacts } from './capacity.js';
import type { Fact } from './fact.js';
import { holds, takePeriods } from './period.js';
import { aDayFrom } from './requester.js';
import { PERSON } from './source.js';

/** A decision that sharing under an agreement is in the resident's best interests (Mental Capacity Act 2005 s.4). */
export interface BestInterestsFact {
  id: string;
  agreement: string;
  /** null: every category of the agreement. */
  categories: Category[] | null;
  authority: BestInterestsAuthority;
  startsAt: string;
  endsAt: string | null;
}

export interface BestInterestsFacts {
  bestInterests: BestInterestsFact[];
}

/** Where several decided alike, the one whose authority asks least of the resident's age speaks for them all. */
const STANDING = { deputy: 0, professional: 1, attorney: 2 } as const;

/** The decision in force that sharing this under this agreement is in the resident's best interests, if there is one. */
export function bestInterestsFor(
  { bestInterests }: BestInterestsFacts,
  agreement: AgreementFact | null,
  category: Category,
  now: Instant,
): BestInterestsFact | null {
  let chosen: BestInterestsFact | null = null;
  for (const one of bestInterests) {
    if (one.agreement !== agreement?.id || !(one.categories?.includes(category) ?? true) || !holds(one, now)) continue;
    const difference = chosen === null ? -1 : STANDING[one.authority] - STANDING[chosen.authority];
    if (difference < 0 || (difference === 0 && chosen !== null && one.id < chosen.id)) chosen = one;
  }
  return chosen;
}

const readDecisions = ({ agreement, agency }: TownNames) =>
  optional(
    entriesOf(
      record({
        agreement,
        // Whom the decision lets receive; the database tells facts of matching ones only.
        recipients: optional(listOf(agency), null),
        categories: optional(listOf(nameOf('category', CATEGORIES)), null),
        authority: nameOf('authority', BEST_INTERESTS_AUTHORITIES),
        ends: optional(number, null),
      }),
    ),
    [],
  );

export const BEST_INTERESTS: Fact<BestInterestsFacts, BestInterestsFacts & CapacityFacts> = {
  keys: ['bestInterests'],
  lists: ['bestInterests'],
  source: PERSON,
  nothing: { bestInterests: [] },
  hiddenFromStrangers: true,
  times: ({ bestInterests }, take) => takePeriods(bestInterests, take),
  changes: {
    'record-best-interests': {
      answers: ['needs-consent'],
      says: {
        staff: 'A best-interests decision about this sharing is recorded by someone with the authority for it.',
        resident: 'Someone with the right to decide for you says that it is best for you.',
      },
      make: (denied) => {
        const { facts, agreement } = denied;
        if (agreement === null || !facts.capacity.some(({ lacks }) => lacks)) return null;
        const decided = {
          id: 'would-be',
          agreement: agreement.id,
          categories: null,
          authority: 'professional',
          startsAt: facts.now,
          endsAt: aDayFrom(denied),
        } as const;
        return { ...facts, bestInterests: [...facts.bestInterests, decided] };
      },
    },
  },
  said: saidInTown('bestInterests', readDecisions, (said, { recipientAgency }) => ({
    bestInterests: said
      .filter(({ recipients }) => recipients === null || recipients.includes(recipientAgency))
      .map(({ agreement, categories, authority, ends }, index) => ({
        id: `b${index}`,
        agreement,
        categories,
        authority,
        startsAt: day(-1),
        endsAt: dayOrNull(ends),
      })),
  })),
};
