/** Codes that a field may hold, by the exact address of their system: of each the display that leaves, which is ours. */
export type CodeList = ReadonlyMap<string, ReadonlyMap<string, string>>;

export const codesOf = (system: string, terms: Readonly<Record<string, string>>): CodeList =>
  new Map([[system, new Map(Object.entries(terms))]]);

/** All of several lists; their systems may be the same. */
export function listed(...lists: readonly CodeList[]): CodeList {
  const all = new Map<string, Map<string, string>>();
  for (const list of lists) {
    for (const [system, terms] of list) all.set(system, new Map([...(all.get(system) ?? []), ...terms]));
  }
  return all;
}
