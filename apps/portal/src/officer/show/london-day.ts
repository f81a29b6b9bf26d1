const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

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

/** When a day begins in London, in UTC: an hour earlier in summer. */
export function startOfDay(day: string): string {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const summer = new Date(utc - HOUR_MS);
  return (CLOCK.format(summer) === `${day} 00:00:00` ? summer : new Date(utc)).toISOString();
}

/** When the day after it begins: the end of a period that includes this day. */
export function endOfDay(day: string): string {
  return startOfDay(new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10));
}

/** The day in London, a number of days before now. */
export const dayBefore = (now: Date, days: number): string =>
  CLOCK.format(new Date(now.getTime() - days * DAY_MS)).slice(0, 10);
