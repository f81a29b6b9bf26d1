import { add, longOf, remainder, subtract } from '../values/long.js';
import { ExtensionValue } from '../values/value.js';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const DATETIME =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{3}))?(?:Z|([+-])([0-9]{2})([0-9]{2})))?$/;
const DURATION = /^-?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?$/;

/** Midnight of a day in ms since 1970; null where the calendar has no such day. Years 0 to 9999. */
function midnight(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

/** Reads a date, or a date and time with its offset from UTC; null where it is neither. Leap seconds are none. */
export function readDatetime(text: string): ExtensionValue | null {
  const match = DATETIME.exec(text);
  if (!match) return null;
  const at = (index: number): number => Number(match[index] ?? 0);
  const date = midnight(at(1), at(2), at(3));
  if (date === null || at(4) > 23 || at(5) > 59 || at(6) > 59 || at(9) > 23 || at(10) > 59) return null;
  const offset = (match[8] === '-' ? -1 : 1) * (at(9) * HOUR + at(10) * MINUTE);
  return new ExtensionValue('datetime', date + at(4) * HOUR + at(5) * MINUTE + at(6) * SECOND + at(7) - offset);
}

/** Reads a duration such as `1d2h3m4s5ms`, kept as ms within i64; null where it is none. */
export function readDuration(text: string): ExtensionValue | null {
  const match = DURATION.exec(text);
  if (!match || text === '' || text === '-') return null;
  const at = (index: number): bigint => BigInt(match[index] ?? 0);
  const total = at(1) * BigInt(DAY) + at(2) * BigInt(HOUR) + at(3) * BigInt(MINUTE) + at(4) * BigInt(SECOND) + at(5);
  const long = longOf(text.startsWith('-') ? -total : total);
  return long === null ? null : new ExtensionValue('duration', long);
}

export const offset = (datetime: ExtensionValue, duration: ExtensionValue): ExtensionValue =>
  new ExtensionValue('datetime', add(datetime.amount, duration.amount));

export const durationSince = (datetime: ExtensionValue, since: ExtensionValue): ExtensionValue =>
  new ExtensionValue('duration', subtract(datetime.amount, since.amount));

export const toDate = ({ amount }: ExtensionValue): ExtensionValue =>
  new ExtensionValue('datetime', subtract(amount, remainder(amount, DAY)));

export const toTime = ({ amount }: ExtensionValue): ExtensionValue =>
  new ExtensionValue('duration', remainder(amount, DAY));
