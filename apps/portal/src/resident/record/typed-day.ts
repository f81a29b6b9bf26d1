import { isDay } from '#libs/calendar';
import { readMonth } from '#libs/domain';

const TYPED = /^(\d{1,2})(?:st|nd|rd|th)?[/. -]+(\d{1,2}|[a-z]{3,9}\.?)[/. ,-]+(\d{4}|\d{2})$/i;
const CENTURY = '20';

/**
 * A day as people write it here, `30/11/2026`, `30 November 2026`, `30 nov 26`, or as addresses do, `2026-11-30`; undefined
 * for what is no day. Every day that is asked for is one of this service's own time, so two digits are a year of this century.
 */
export function typedDay(text: string): string | undefined {
  const [, date, monthText, year] = TYPED.exec(text.trim()) ?? [];
  if (year === undefined) return isDay(text) ? text : undefined;
  const month = readMonth(monthText!);
  if (month === null) return undefined;
  const whole = year.length === 2 ? `${CENTURY}${year}` : year;
  const iso = `${whole}-${String(month).padStart(2, '0')}-${date!.padStart(2, '0')}`;
  return isDay(iso) ? iso : undefined;
}
