import { isDay } from '#libs/calendar';
import { readMonth } from '#libs/domain';

const TYPED = /^(\d{1,2})(?:st|nd|rd|th)?[/. -]+(\d{1,2}|[a-z]{3,9}\.?)[/. ,-]+(\d{4}|\d{2})$/i;
const CENTURY = '20';

/**
 * Whether this is a day of this service's own time, as addresses write it (`2026-11-30`). Only such a day may be passed on: of another
 * year the APIs take no moment, and would refuse it as an address that is wrong.
 */
export const isServiceDay = (text: string): boolean => text.startsWith(CENTURY) && isDay(text);

/**
 * A day as people write it here, `30/11/2026`, `30 November 2026`, `30 nov 26`, or as addresses do, `2026-11-30`; undefined
 * for what is none of this service's own time, in which two digits are a year of this century.
 */
export function typedDay(text: string): string | undefined {
  const [, date, monthText, year] = TYPED.exec(text.trim()) ?? [];
  if (year === undefined) return isServiceDay(text) ? text : undefined;
  const month = readMonth(monthText!);
  if (month === null) return undefined;
  const whole = year.length === 2 ? `${CENTURY}${year}` : year;
  const iso = `${whole}-${String(month).padStart(2, '0')}-${date!.padStart(2, '0')}`;
  return isServiceDay(iso) ? iso : undefined;
}
