import { formatInstant, parseInstant } from '#libs/domain';

/** A time as text with its microseconds, which a `Date` would cut off: a stop would claim to count before it does. */
export const momentSql = (column: string): string => `to_json(${column}) #>> '{}'`;

/** What `momentSql` read, in the one form in which moments are told: RFC 3339, UTC, six digits, so that text sorts by time. */
export const asMoment = (text: string): string => formatInstant(parseInstant(text));
