import fc from 'fast-check';
import { days, formatInstant, parseInstant } from '#libs/domain';

const START = parseInstant('2026-11-22T10:00:00Z');

/** RFC 3339 of a moment counted in days from the moment of every arbitrary decision. */
export const day = (count: number): string => formatInstant(START + days(count));

/** Mostly the first, so that in most of the cases most things are as they should be. */
export const often = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 14, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...others) });

export const someOf = <T>(...values: T[]): fc.Arbitrary<T[]> => fc.subarray(values, { minLength: 1 });
export const scopeOf = <T>(...values: T[]): fc.Arbitrary<T[] | null> =>
  fc.oneof(fc.constant(null), fc.constant(null), someOf(...values));

export const none = <T>(): fc.Arbitrary<T[]> => fc.constant<T[]>([]);
export const rarely = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof({ weight: 9, arbitrary: none<T>() }, { weight: 1, arbitrary: fc.array(one, { maxLength: 2 }) });

const past = fc.constantFrom(day(-30), day(-1), day(0));
export const start = fc.oneof(
  { weight: 15, arbitrary: past },
  { weight: 1, arbitrary: fc.constantFrom(day(1), day(2)) },
);
export const end = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(null, day(1), day(1.5), day(2)) },
  { weight: 1, arbitrary: fc.constantFrom(day(0), day(-1)) },
);
export const period = fc.record({ id: fc.uuid(), startsAt: start, endsAt: end });
