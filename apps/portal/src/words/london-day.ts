const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** `2026-11-22 14:03:02`, by the clocks of London. */
const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** Whether this is a day of the calendar, written as a date field sends it: 2026-11-22. */
export function isDay(text: string): boolean {
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/** When a London day (`2026-07-01`) begins, in UTC: an hour earlier in summer; undefined for what is no day. */
export function startOfLondonDay(day: string): string | undefined {
  if (!isDay(day)) return undefined;
  const utc = Date.parse(`${day}T00:00:00Z`);
  const summer = new Date(utc - HOUR_MS);
  return (CLOCK.format(summer) === `${day} 00:00:00` ? summer : new Date(utc)).toISOString();
}

/** The first moment after a London day: the end of a period that includes it. */
export function endOfLondonDay(day: string): string | undefined {
  if (!isDay(day)) return undefined;
  return startOfLondonDay(new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10));
}

/** The day in London, a number of days before now. */
export const dayBefore = (now: Date, days: number): string =>
  CLOCK.format(new Date(now.getTime() - days * DAY_MS)).slice(0, 10);
