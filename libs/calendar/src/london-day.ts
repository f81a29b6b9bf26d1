import { Temporal } from 'temporal-polyfill';

/** The clocks by which the people of a place live, and by which a day on any of its pages is meant. */
export const LONDON = 'Europe/London';

const DAY = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A date of the calendar; undefined for any other text. */
function read(text: string): Temporal.PlainDate | undefined {
  const [, year, month, day] = DAY.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) });
  return date.toString() === text ? date : undefined;
}

/** A day that is known to be one. @throws RangeError */
const known = (day: string): Temporal.PlainDate => Temporal.PlainDate.from(day);

const firstMomentOf = (date: Temporal.PlainDate): string =>
  date.toZonedDateTime(LONDON).toInstant().toString({ fractionalSecondDigits: 3 });

/** Whether this is a day of the calendar, written as addresses and forms write it: 2026-11-22. */
export const isDay = (text: string): boolean => read(text) !== undefined;

/** The day in London of a moment. @throws RangeError for what is no time */
export function londonDayOf(moment: Date | string): string {
  const instant =
    typeof moment === 'string'
      ? Temporal.Instant.from(moment)
      : Temporal.Instant.fromEpochMilliseconds(moment.getTime());
  return instant.toZonedDateTimeISO(LONDON).toPlainDate().toString();
}

/** When a London day begins, in UTC: an hour earlier in summer; undefined for what is no day. */
export function startOfLondonDay(day: string): string | undefined {
  const date = read(day);
  return date && firstMomentOf(date);
}

/** The first moment after a London day: the end of a period that has it as its last, in full. */
export function endOfLondonDay(day: string): string | undefined {
  const date = read(day);
  return date && firstMomentOf(date.add({ days: 1 }));
}

/** So many days after a day; before it, where the number is negative. @throws RangeError for what is no day */
export const daysAfter = (day: string, days: number): string => known(day).add({ days }).toString();

/** The corresponding day of a later month, or that month's last (Dodds v Walker [1981]). @throws RangeError for what is no day */
export const monthsAfter = (day: string, months: number): string => known(day).add({ months }).toString();

/**
 * The same day of a later year; of 29 February, where the year has none, the day after the 28th: a birthday begins then
 * (Family Law Reform Act 1969 s.9). @throws RangeError for what is no day
 */
export function yearsAfter(day: string, years: number): string {
  const later = known(day).add({ years });
  return (later.day === known(day).day ? later : later.add({ days: 1 })).toString();
}

/** Every day from the first to the last, both included; none where the last lies before. @throws RangeError for what is no day */
export function daysFrom(first: string, last: string): string[] {
  const count = known(first).until(known(last)).days + 1;
  return Array.from({ length: Math.max(0, count) }, (_, at) => daysAfter(first, at));
}
