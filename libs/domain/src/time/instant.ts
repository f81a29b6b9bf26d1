import { DomainError } from '../domain-error.js';

/**
 * Microseconds since 1970, as PostgreSQL keeps them and exactly, so that "just before" and "just after" never
 * fall together. Safe integers reach to the year 2255; instants beyond count as that limit.
 */
export type Instant = number;

const MICROS_PER_DAY = 86_400_000_000;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
/** So far from every number of two digits that no sum of the parts of a time comes back from it. */
const NO_NUMBER = -1e30;
const LIMIT = Number.MAX_SAFE_INTEGER;
const { floor } = Math;
const [DASH, COLON, DOT, SPACE, PLUS] = [45, 58, 46, 32, 43];
const [UPPER_T, LOWER_T, UPPER_Z, LOWER_Z] = [84, 116, 90, 122];

const invalid = (): DomainError => new DomainError('time-invalid', 'a time is not RFC 3339');

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** The number of two digits at a place, at most `most`. */
function pair(text: string, at: number, most: number): number {
  const tens = text.charCodeAt(at);
  const ones = text.charCodeAt(at + 1);
  const number = tens * 10 + ones - 528;
  return isDigit(tens) && isDigit(ones) && number <= most ? number : NO_NUMBER;
}

function isSeparated(text: string): boolean {
  const between = text.charCodeAt(10);
  return (
    text.charCodeAt(4) === DASH &&
    text.charCodeAt(7) === DASH &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    (between === UPPER_T || between === SPACE || between === LOWER_T)
  );
}

/** Days since 1970 of a date of the Gregorian calendar. */
function dayNumber(year: number, month: number, day: number): number {
  if (month < 1 || day < 1) return NO_NUMBER;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  const before = DAYS_BEFORE_MONTH[month - 1]!;
  if (day > DAYS_BEFORE_MONTH[month]! - before + (month === 2 ? leap : 0)) return NO_NUMBER;
  const earlier = year - 1;
  const leapDays = floor(earlier / 4) - floor(earlier / 100) + floor(earlier / 400);
  return year * 365 + leapDays + before + (month > 2 ? leap : 0) + day - 719_528;
}

/** Minutes west of UTC that the rest of the text states: `Z` or `±hh:mm`, and nothing after it. */
function minutesWest(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if (sign === UPPER_Z || sign === LOWER_Z) return text.length === at + 1 ? 0 : NO_NUMBER;
  if ((sign !== PLUS && sign !== DASH) || text.charCodeAt(at + 3) !== COLON || text.length !== at + 6) return NO_NUMBER;
  const minutes = pair(text, at + 1, 23) * 60 + pair(text, at + 4, 59);
  return sign === DASH || minutes < 0 ? minutes : -minutes;
}

/** By hand: Date.parse behind a pattern takes several times as long, and a decision reads dozens. */
function readInstant(text: string): Instant {
  if (typeof text !== 'string' || !isSeparated(text)) throw invalid();
  const day = dayNumber(pair(text, 0, 99) * 100 + pair(text, 2, 99), pair(text, 5, 12), pair(text, 8, 31));
  const minute = pair(text, 11, 23) * 60 + pair(text, 14, 59);
  let at = 19;
  let fraction = 0;
  if (text.charCodeAt(at) === DOT) {
    let weight = 100_000;
    for (at += 1; weight >= 1 && isDigit(text.charCodeAt(at)); at += 1) {
      fraction += (text.charCodeAt(at) - 48) * weight;
      weight /= 10;
    }
    if (weight === 100_000) throw invalid();
  }
  const seconds = (minute + minutesWest(text, at)) * 60 + pair(text, 17, 59);
  const instant = day * MICROS_PER_DAY + seconds * 1_000_000 + fraction;
  if (instant < -1e20) throw invalid();
  return instant > LIMIT ? LIMIT : instant < -LIMIT ? -LIMIT : instant;
}

/** One decision compares the same few times again and again. Emptied when full, so it stays small. */
const read = new Map<string, Instant>();
const MOST_READ = 4096;

/** @throws DomainError `time-invalid` for anything but RFC 3339 with at most six fractional digits. */
export function parseInstant(text: string): Instant {
  const known = read.get(text);
  if (known !== undefined) return known;
  const instant = readInstant(text);
  if (read.size >= MOST_READ) read.clear();
  read.set(text, instant);
  return instant;
}

/** RFC 3339 in UTC with six fractional digits. */
export function formatInstant(instant: Instant): string {
  const seconds = Math.floor(instant / 1_000_000);
  const micros = instant - seconds * 1_000_000;
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}Z`;
}

export const days = (count: number): Instant => count * MICROS_PER_DAY;

/** Whether `now` lies in [start, end); no end means for ever. */
export const isWithin = (now: Instant, start: Instant, end: Instant | null): boolean =>
  start <= now && (end === null || now < end);
