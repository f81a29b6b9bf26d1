/** The one value that all have; where they differ, all of them, so that a difference is seen as one. */
export function agree<T>(values: readonly T[]): T | string | undefined {
  const distinct = [...new Set(values)];
  return distinct.length <= 1 ? distinct[0] : `several: ${distinct.map(String).sort().join(' | ')}`;
}

export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
