import fc from 'fast-check';

const HOUR_MS = 3_600_000;
const FIRST_YEAR = 2020;
const LAST_YEAR = 2040;

/** The last Sunday of a month, in UTC: the clocks change on it at 01:00 UTC (Summer Time Act 1972 as amended; SI 2002/262). */
function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay());
}

/** Both changes of each year. */
export const CLOCK_CHANGES: readonly number[] = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, at) => [
  lastSunday(FIRST_YEAR + at, 2) + HOUR_MS,
  lastSunday(FIRST_YEAR + at, 9) + HOUR_MS,
]).flat();

/** Moments of two decades: any, and as often within a day and a half of a change of the clocks or of a year's end. */
export const moments: fc.Arbitrary<Date> = fc
  .oneof(
    fc.integer({ min: Date.UTC(FIRST_YEAR, 0, 1), max: Date.UTC(LAST_YEAR, 11, 30) }),
    fc
      .tuple(fc.constantFrom(...CLOCK_CHANGES), fc.integer({ min: -36 * HOUR_MS, max: 36 * HOUR_MS }))
      .map(([change, off]) => change + off),
    fc
      .tuple(fc.integer({ min: FIRST_YEAR, max: LAST_YEAR - 1 }), fc.integer({ min: -36 * HOUR_MS, max: 36 * HOUR_MS }))
      .map(([year, off]) => Date.UTC(year + 1, 0, 1) + off),
  )
  .map((ms) => new Date(ms));
