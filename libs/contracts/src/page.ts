/** One keyset page; `next` is null on the last one. No totals: a count can tell what may not be told (domain 1.15). */
export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

/**
 * A page from rows of which one more than `limit` was fetched; `keyOf` names the position of a row in the list's order.
 */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
  present: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(present), next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}
