import { plainText } from './plain-text.js';

/** Nobody is known to have lived as long; earlier days stand in systems for "not known". */
const OLDEST_YEARS = 130;
/** Where systems begin to count, and so what they send when they know no day. */
const PLACEHOLDER = '1900-01-01';

/** A day that exists, as YYYY-MM-DD; null for anything else. Whether somebody can be born on it: `isBirthDate`. */
export function readDay(text: string): string | null {
  const day = plainText(text.slice(0, 40));
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(day)) return null;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}

/** Whether somebody alive can be born on this day, as seen on `today` (both YYYY-MM-DD, today in London). */
export function isBirthDate(day: string, today: string): boolean {
  const oldest = `${String(Number(today.slice(0, 4)) - OLDEST_YEARS).padStart(4, '0')}${today.slice(4)}`;
  return day <= today && day > oldest && day !== PLACEHOLDER;
}

/** Day and month the right way round or the other: one for both. */
export function birthEitherWay(day: string): string {
  const [year = '', ...parts] = day.split('-');
  return [year, ...parts.sort()].join('/');
}

/** What two days have in common that are one birth with a part mistyped: the day, the month, the year, or their order. */
export function nearBirths(day: string): readonly string[] {
  const [year, month, date] = day.split('-');
  return [`${year}-${month}-*`, `${year}-*-${date}`, `*-${month}-${date}`, birthEitherWay(day)];
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** A month as people write it: 5, 05, May, sept., SEPTEMBER. Null for none. */
export function readMonth(text: string): number | null {
  const month = plainText(text.slice(0, 20)).toLowerCase().replace(/\.$/, '');
  if (/^(0?[1-9]|1[0-2])$/.test(month)) return Number(month);
  if (!/^[a-z]{3,9}$/.test(month)) return null;
  const at = MONTHS.findIndex((name) => name.startsWith(month));
  return at < 0 ? null : at + 1;
}
