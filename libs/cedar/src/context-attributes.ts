import { schemaToJsonWithResolvedTypes, type SchemaJson, type Type } from '@cedar-policy/cedar-wasm/nodejs';
import type { Bundle } from './bundle.js';

type Namespace = SchemaJson<string>[string];

function attributesOf(type: Type<string> | undefined, common: ReadonlyMap<string, Type<string>>): string[] {
  if (type === undefined) return [];
  if ('attributes' in type) return Object.keys(type.attributes);
  return attributesOf(common.get(type.type), common);
}

function commonTypes(schema: readonly [string, Namespace][]): Map<string, Type<string>> {
  const named = schema.flatMap(([namespace, { commonTypes: types = {} }]) =>
    Object.entries(types).map(([name, type]): [string, Type<string>] => [
      namespace === '' ? name : `${namespace}::${name}`,
      type,
    ]),
  );
  return new Map(named);
}

/**
 * The attributes that a bundle's schema declares of the context, by the ids of its actions. Both engines refuse a request
 * that holds another. Reads the schema anew: whoever asks often keeps the answer. A bundle was validated, so it is read.
 */
export function contextAttributes({ schema }: Bundle): Map<string, ReadonlySet<string>> {
  const answer = schemaToJsonWithResolvedTypes(schema);
  if (answer.type === 'failure') throw new TypeError(answer.errors.map(({ message }) => message).join('; '));
  const namespaces = Object.entries(answer.json);
  const common = commonTypes(namespaces);
  return new Map(
    namespaces.flatMap(([, { actions }]) =>
      Object.entries(actions).map(([id, { appliesTo }]): [string, ReadonlySet<string>] => [
        id,
        new Set(attributesOf(appliesTo?.context, common)),
      ]),
    ),
  );
}
