import { isDay } from './london-day.js';

/** RFC 3339 with its offset, and within what the database holds. */
const INSTANT = /^([12]\d{3}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** Whether a text is a moment: a day of the calendar (no 30 February, which `Date` takes for 2 March), a time, an offset. */
export function isInstant(text: string): boolean {
  const [, day] = INSTANT.exec(text) ?? [];
  return day !== undefined && isDay(day);
}
