/** A type as Cedar's JSON schema writes it; only what tells attributes apart is read. */
export interface SchemaType {
  readonly type: string;
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, SchemaType>>;
  readonly additionalAttributes?: boolean;
  readonly element?: SchemaType;
}

export interface SchemaNamespace {
  readonly entityTypes: Readonly<Record<string, { readonly shape?: SchemaType | undefined; readonly enum?: unknown }>>;
  readonly actions: Readonly<Record<string, SchemaAction>>;
  readonly commonTypes?: Readonly<Record<string, SchemaType>>;
}

export interface SchemaAction {
  /** Missing where the action only groups others: then nothing can be asked of it. */
  readonly appliesTo?: { readonly context?: SchemaType };
}

/** Cedar's JSON schema: namespaces by name, the empty name for what stands outside of any. */
export type SchemaJson = Readonly<Record<string, SchemaNamespace>>;

/** Takes away what a type does not declare, at any depth. What is of another type is left for the engine to refuse. */
export type Keep = (value: unknown) => unknown;

const asIs: Keep = (value) => value;

export const qualified = (namespace: string, name: string): string =>
  namespace === '' ? name : `${namespace}::${name}`;

export function keeperOf(type: SchemaType, namespace: string, schema: SchemaJson): Keep {
  if (type.type === 'Record') return keepRecord(type, namespace, schema);
  if (type.type === 'Set' && type.element) return keepEach(keeperOf(type.element, namespace, schema));
  const found = commonType(type.name ?? type.type, namespace, schema);
  return found ? keeperOf(found.type, found.namespace, schema) : asIs;
}

function keepRecord(
  { attributes = {}, additionalAttributes }: SchemaType,
  namespace: string,
  schema: SchemaJson,
): Keep {
  if (additionalAttributes) return asIs;
  const declared = new Map(Object.entries(attributes).map(([name, type]) => [name, keeperOf(type, namespace, schema)]));
  return (value) => (isPlain(value) ? keepDeclared(value, declared) : value);
}

/** Copies only where there is something to take away. A null says that there is no such attribute (AuthZEN 1.0, I-JSON). */
function keepDeclared(value: Readonly<Record<string, unknown>>, declared: ReadonlyMap<string, Keep>): unknown {
  let kept: Record<string, unknown> | undefined;
  for (const name in value) {
    const keep = declared.get(name);
    const inner = keep === undefined || value[name] === null ? undefined : keep(value[name]);
    if (inner === value[name]) continue;
    kept ??= { ...value };
    if (inner === undefined) delete kept[name];
    else kept[name] = inner;
  }
  return kept ?? value;
}

const keepEach =
  (keep: Keep): Keep =>
  (value) =>
    Array.isArray(value) ? value.map(keep) : value;

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function commonType(
  name: string,
  namespace: string,
  schema: SchemaJson,
): { readonly type: SchemaType; readonly namespace: string } | undefined {
  const cut = name.lastIndexOf('::');
  const places = cut < 0 ? [namespace, ''] : [name.slice(0, cut)];
  const own = cut < 0 ? name : name.slice(cut + 2);
  for (const place of places) {
    const type = schema[place]?.commonTypes?.[own];
    if (type) return { type, namespace: place };
  }
  return undefined;
}
