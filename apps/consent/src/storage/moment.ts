/**
 * A time as the text in which moments are told: RFC 3339, UTC, six digits, so that text sorts by time. A `Date` would cut its
 * microseconds off, and a stop would claim to count before it does. Null stays null.
 */
export const momentSql = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
