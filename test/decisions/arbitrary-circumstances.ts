import fc from 'fast-check';
import type { BestInterestsFact, CapacityFact, Facts, ResidentFact, ShieldFact } from '#libs/pdp';
import { LATER_FACTS } from './facts/index.js';
import { day, end, none, often, period, rarely, scopeOf, start } from './arbitrary-times.js';

const shield: fc.Arbitrary<ShieldFact> = fc.record({
  id: fc.uuid(),
  startsAt: start,
  endsAt: end,
  allowed: fc.array(
    fc.record({
      agency: often('RECIPIENT', 'ELSEWHERE'),
      practitionerId: fc.constantFrom(null, 'asker', 'other'),
      until: fc.constantFrom(day(1), day(3), day(0), day(-1)),
    }),
    { maxLength: 2 },
  ),
});

const assessment: fc.Arbitrary<CapacityFact> = fc.record({
  id: fc.uuid(),
  agreement: fc.constantFrom(null, null, 'A', 'B', 'C'),
  lacks: often(true, false),
  assessedAt: fc.constantFrom(day(-3), day(-2), day(-1), day(1)),
  lapsesAt: fc.constantFrom(day(25), day(2), day(2), day(0)),
});

const bestInterests: fc.Arbitrary<BestInterestsFact> = fc.record({
  id: fc.uuid(),
  agreement: fc.constantFrom('A', 'B', 'C'),
  categories: scopeOf<'MEDS' | 'LOCATION'>('MEDS', 'LOCATION'),
  authority: fc.constantFrom('attorney', 'deputy', 'professional'),
  startsAt: start,
  endsAt: end,
});

const adult = { sixteenAt: null, eighteenAt: null };
const birthdays = often<Pick<ResidentFact, 'sixteenAt' | 'eighteenAt'>>(
  adult,
  { sixteenAt: day(-400), eighteenAt: day(300) },
  { sixteenAt: day(-400), eighteenAt: day(1) },
  { sixteenAt: day(-1000), eighteenAt: day(0) },
  { sixteenAt: day(1), eighteenAt: day(732) },
);

export const resident: fc.Arbitrary<ResidentFact> = fc
  .tuple(birthdays, often(null, day(-1), day(1)))
  .map(([born, deceasedAt]) => ({ id: 'resident', deceasedAt, ...born }));

type Circumstances = Pick<Facts, 'restrictions' | 'shields' | 'optOuts' | 'capacity' | 'bestInterests'>;

const sometimes = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof({ weight: 2, arbitrary: none<T>() }, { weight: 1, arbitrary: fc.array(one, { maxLength: 2 }) });

/** Assessments and decisions come together more often than apart. */
const decidedForThem: fc.Arbitrary<Pick<Facts, 'capacity' | 'bestInterests'>> = fc.oneof(
  fc.record({ capacity: none<CapacityFact>(), bestInterests: none<BestInterestsFact>() }),
  fc.record({ capacity: sometimes(assessment), bestInterests: sometimes(bestInterests) }),
  fc.record({
    capacity: fc.array(assessment, { minLength: 1, maxLength: 2 }),
    bestInterests: fc.array(bestInterests, { minLength: 2, maxLength: 4 }),
  }),
);

export const circumstances: fc.Arbitrary<Circumstances> = fc
  .tuple(
    fc.record({ restrictions: rarely(period), shields: sometimes(shield), optOuts: sometimes(period) }),
    decidedForThem,
    ...LATER_FACTS.map(({ drawn }) => drawn),
  )
  .map(([bars, decided, ...later]) => Object.assign({ ...bars, ...decided }, ...later) as Circumstances);
