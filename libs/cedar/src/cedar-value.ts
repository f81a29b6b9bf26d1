/** Identity of a Cedar entity. */
export interface EntityUid {
  type: string;
  id: string;
}

/** A value as Cedar's JSON form writes it. Numbers are integers within ±(2^53 − 1). */
export type CedarValue = boolean | number | string | CedarValue[] | { [attribute: string]: CedarValue };

export interface CedarEntity {
  uid: EntityUid;
  attrs: { [attribute: string]: CedarValue };
  parents: EntityUid[];
  /** Only where the schema gives its type tags. */
  tags?: { [tag: string]: CedarValue };
}

/**
 * Where a value first leaves what both Cedar and JavaScript count exactly: a path such as `context.agreement.version`,
 * or null when nothing does. The JSON form would round such integers silently (design 4).
 */
export function findInexactNumber(value: CedarValue, path: string): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? null : path;
  if (typeof value === 'bigint') return path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = findInexactNumber(inner, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
