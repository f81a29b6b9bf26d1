interface SchemaPart {
  nullable?: unknown;
  type?: unknown;
  enum?: unknown[];
  allOf?: unknown[];
  anyOf?: unknown[];
  description?: unknown;
}

const NULL = { type: 'null' };

/**
 * OpenAPI 3.1 is JSON Schema 2020-12, which knows no `nullable`: a null must be one of what a schema allows, beside a reference
 * and in a list of words, too. What was written for 3.0 let nobody who reads strictly take it (`allOf` refuses it). In place.
 */
export function sayNull(part: object): void {
  for (const value of Object.values(part) as unknown[]) if (typeof value === 'object' && value !== null) sayNull(value);
  const schema = part as SchemaPart;
  if (schema.nullable !== true) return;
  delete schema.nullable;
  if (schema.allOf !== undefined) {
    const [only, ...others] = schema.allOf;
    schema.anyOf = [others.length === 0 ? only : { allOf: schema.allOf }, NULL];
    delete schema.allOf;
    delete schema.type;
    return;
  }
  if (typeof schema.type !== 'string')
    throw new Error('null beside nothing that has a type: say it as OpenAPI 3.1 does');
  schema.type = [schema.type, 'null'];
  // A new list: another part may name the same one, without null.
  if (schema.enum !== undefined && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
}
