/** As much of a JSON schema as the documents use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
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
 * Where a value is not what its schema says: another kind, a field that is missing, and one that is not described. Names
 * places, never values. An object of which no field is described may hold any.
 */
export function deviations(value: unknown, schema: Schema, schemas: Schemas, place = '$'): string[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1)!;
    const meant = schemas[name];
    return meant ? deviations(value, meant, schemas, place) : [`${place}: ${name} is not there`];
  }
  if (value === null && schema.nullable === true) return [];
  if (schema.allOf) return schema.allOf.flatMap((part) => deviations(value, part, schemas, place));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const tried = choices.map((choice) => deviations(value, choice, schemas, place));
    return tried.some((found) => found.length === 0) ? [] : [`${place}: is none of ${choices.length}`, ...tried[0]!];
  }
  if (schema.type !== undefined && !isOf(schema.type, value)) return [`${place}: is no ${schema.type}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${place}: is not of the list`];
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => deviations(item, schema.items ?? {}, schemas, `${place}[${at}]`));
  }
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
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
