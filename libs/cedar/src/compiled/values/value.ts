/** An i64: a number while JavaScript counts it exactly, beyond ±(2^53 − 1) a bigint. Never both for one integer. */
export type Long = number | bigint;

/**
 * A Cedar value as the engine computes with it. Sets are arrays in any order, perhaps with duplicates; records are plain
 * objects in which an attribute that is `undefined` is not there.
 */
export type Value = boolean | Long | string | EntityRef | ExtensionValue | readonly Value[] | RecordValue;

export interface RecordValue {
  readonly [attribute: string]: Value | undefined;
}

/** A reference to an entity. Within one request it remembers what it refers to, once that was looked for. */
export class EntityRef {
  /** The entity, null where the request has none of this identity; undefined until looked for. */
  node: EntityNode | null | undefined = undefined;

  constructor(
    readonly type: string,
    readonly id: string,
    /** Literals of a bundle are shared by all requests, so they remember nothing of any. */
    readonly shared: boolean,
  ) {}
}

export type Tags = ReadonlyMap<string, Value>;

export const NO_TAGS: Tags = new Map();
export const NO_ATTRIBUTES: RecordValue = Object.freeze({});

/** An entity that a request brings, or an action of the schema. */
export class EntityNode {
  /** Everything above it, found on first use; complete for actions from the start. */
  ancestors: readonly EntityRef[] | undefined = undefined;

  constructor(
    readonly type: string,
    readonly id: string,
    readonly attributes: RecordValue,
    readonly tags: Tags,
    readonly parents: readonly EntityRef[],
  ) {}
}

export type ExtensionKind = 'decimal' | 'ipaddr' | 'datetime' | 'duration';

/** A value of an extension type. */
export class ExtensionValue {
  constructor(
    readonly kind: ExtensionKind,
    /** decimal: ten-thousandths; datetime: ms since 1970; duration: ms; ipaddr: the address, a bigint for IPv6 only. */
    readonly amount: Long,
    /** ipaddr: length of the prefix; 0 for others. */
    readonly prefix = 0,
  ) {}
}

export const isSet = (value: Value): value is readonly Value[] => Array.isArray(value);

export const isRecord = (value: Value): value is RecordValue =>
  typeof value === 'object' &&
  !(value instanceof EntityRef) &&
  !Array.isArray(value) &&
  !(value instanceof ExtensionValue);

export const sameEntity = (a: EntityRef, b: EntityRef): boolean => a === b || (a.id === b.id && a.type === b.type);

/** What Cedar calls the type of a value, for messages. */
export function typeName(value: Value): string {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint') return 'long';
  if (typeof value === 'string') return 'string';
  if (value instanceof EntityRef) return 'entity';
  if (value instanceof ExtensionValue) return value.kind;
  return Array.isArray(value) ? 'set' : 'record';
}
