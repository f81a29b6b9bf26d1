/** As much of JSON Schema 2020-12 as the documents use (OpenAPI 3.1). */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
}

export type Schemas = Readonly<Record<string, Schema>>;

/**
 * Where a value is not what its schema says: another kind, a field that is missing, and one that is not described. Read strictly:
 * each word of a schema holds by itself, so null is taken where every one of them takes it. Names places, never values. An object
 * of which no field is described may hold any.
 */
export function deviations(value: unknown, schema: Schema, schemas: Schemas, place = '$'): string[] {
  const found = (schema.allOf ?? []).flatMap((part) => deviations(value, part, schemas, place));
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1)!;
    const meant = schemas[name];
    found.push(...(meant ? deviations(value, meant, schemas, place) : [`${place}: ${name} is not there`]));
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const tried = choices.map((choice) => deviations(value, choice, schemas, place));
    if (!tried.some((faults) => faults.length === 0))
      found.push(`${place}: is none of ${choices.length}`, ...tried[0]!);
  }
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => isOf(type, value)))
    return [...found, `${place}: is no ${types.join(' or ')}`];
  if (schema.enum && !schema.enum.includes(value)) found.push(`${place}: is not of the list`);
  return [...found, ...within(value, schema, schemas, place)];
}

function within(value: unknown, schema: Schema, schemas: Schemas, place: string): string[] {
  if (Array.isArray(value))
    return value.flatMap((item, at) => deviations(item, schema.items ?? {}, schemas, `${place}[${at}]`));
  return typeof value === 'object' && value !== null ? inObject(value, schema, schemas, place) : [];
}

function inObject(value: object, schema: Schema, schemas: Schemas, place: string): string[] {
  const { properties, required = [], additionalProperties } = schema;
  const missing = required.filter((name) => !(name in value)).map((name) => `${place}.${name}: is missing`);
  if (properties === undefined) return missing;
  const found = Object.entries(value).flatMap(([name, inner]) => {
    const described = properties[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (described) return deviations(inner, described, schemas, `${place}.${name}`);
    return additionalProperties === true ? [] : [`${place}.${name}: is not described`];
  });
  return [...missing, ...found];
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
