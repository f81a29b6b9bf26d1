import { DomainError } from '../domain-error.js';

/**
 * Microseconds since 1970, as PostgreSQL keeps them and exactly, so that "just before" and "just after" never
 * fall together. Safe integers reach to the year 2255; instants beyond count as that limit.
 */
export type Instant = number;

const RFC3339 = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?(Z|[+-]\d{2}:\d{2})$/i;

/** @throws DomainError `time-invalid` for anything but RFC 3339 with at most six fractional digits. */
export const parseInstant = (text: string): Instant => {
  const match = RFC3339.exec(text);
  const milliseconds = match ? Date.parse(`${match[1]}T${match[2]}${match[4]?.toUpperCase()}`) : NaN;
  if (Number.isNaN(milliseconds)) throw new DomainError('time-invalid', 'a time is not RFC 3339');
  const instant = milliseconds * 1000 + Number((match?.[3] ?? '').padEnd(6, '0'));
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, instant));
};

/** RFC 3339 in UTC with six fractional digits. */
export const formatInstant = (instant: Instant): string => {
  const seconds = Math.floor(instant / 1_000_000);
  const micros = instant - seconds * 1_000_000;
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}Z`;
};

export const days = (count: number): Instant => count * 86_400_000_000;

/** Whether `now` lies in [start, end); no end means for ever. */
export const isWithin = (now: Instant, start: Instant, end: Instant | null): boolean =>
  start <= now && (end === null || now < end);
