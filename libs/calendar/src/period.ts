import { Temporal } from 'temporal-polyfill';
import { daysAfter, endOfLondonDay, londonDayOf, startOfLondonDay } from './london-day.js';

const DAY_MS = 86_400_000;

export interface LastDay {
  readonly day: string;
  /** That day counts in full: the end is the first moment of the next one. Else the hour has to be told, too. */
  readonly inFull: boolean;
}

/** The last day on which something counts that ends at a moment: "until 31 August" means that day, too. */
export function lastDayOf(end: string): LastDay {
  const moment = Temporal.Instant.from(end);
  const day = londonDayOf(moment.subtract({ nanoseconds: 1 }).toString());
  return { day, inFull: moment.equals(endOfLondonDay(day)!) };
}

/**
 * The end of the last London day that lies whole within so many times 24 hours from a start. Where a rule lets something
 * count for so many days at most, it then ends with a day that can be named, and never later than the rule allows.
 */
export function wholeDaysWithin(start: Date, days: number): Date {
  const latest = new Date(start.getTime() + days * DAY_MS);
  const whole = new Date(startOfLondonDay(londonDayOf(latest))!);
  // One day, from the first hour of the day that has 25.
  return whole > start ? whole : latest;
}

/** The end that is wished for, where it lies within so many days; else, and without a wish, that of the last whole one. */
export function endWithin(start: Date, days: number, wish: Date | null): Date {
  const isLate = wish === null || wish.getTime() > start.getTime() + days * DAY_MS;
  return isLate ? wholeDaysWithin(start, days) : wish;
}

/** The end of the London day that is so many days after a moment's: a term's last day counts in full. */
export const endOfDayAfter = (moment: Date, days: number): Date =>
  new Date(endOfLondonDay(daysAfter(londonDayOf(moment), days))!);
