import type { EntityType, SchemaJson } from '@cedar-policy/cedar-wasm/nodejs';
import { EntityRef, type RecordValue, EntityNode, NO_TAGS, type Tags } from '../values/value.js';
import { RequestRefusal, takeText } from './refusal.js';
import type { SchemaTypes } from './schema-types.js';
import { isObject, readUid } from './take-primitive.js';
import type { Take } from './taker.js';

/** An entity type of the schema. */
export interface EntityKind {
  name: string;
  ids: ReadonlySet<string> | null;
  /** Every type that an entity of this one may be somewhere below. */
  above: ReadonlySet<string>;
  takeAttributes: (given: unknown) => RecordValue;
  takeTag: Take | null;
}

function closure(name: string, parents: ReadonlyMap<string, readonly string[]>): Set<string> {
  const above = new Set<string>();
  const waiting = [...(parents.get(name) ?? [])];
  for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
    if (above.has(type)) continue;
    above.add(type);
    waiting.push(...(parents.get(type) ?? []));
  }
  return above;
}

const typesOf = (schema: SchemaJson<string>): Map<string, EntityType<string>> =>
  new Map(
    Object.entries(schema).flatMap(([namespace, { entityTypes }]) =>
      Object.entries(entityTypes).map(([name, type]) => [namespace === '' ? name : `${namespace}::${name}`, type]),
    ),
  );

function takeId({ name, ids }: EntityKind, given: unknown): string {
  const id = takeText(given);
  if (ids !== null && !ids.has(id)) throw new RequestRefusal(`${name} is enumerated without this one`);
  return id;
}

/** Takes the entities of requests, each as the schema types it. */
export class EntityKinds {
  private readonly kinds: ReadonlyMap<string, EntityKind>;

  /** @throws NotCompilable */
  constructor(schema: SchemaJson<string>, types: SchemaTypes) {
    const declared = typesOf(schema);
    const parents = new Map(
      [...declared].map(([name, type]) => [name, 'memberOfTypes' in type ? (type.memberOfTypes ?? []) : []]),
    );
    this.kinds = new Map(
      [...declared].map(([name, type]): [string, EntityKind] => {
        const { shape, tags } = 'enum' in type ? {} : type;
        const takeAttributes = types.recordTakerOf(shape);
        const takeTag = tags === undefined ? null : types.takerOf(tags);
        return [name, { name, ids: types.idsOf(name), above: closure(name, parents), takeAttributes, takeTag }];
      }),
    );
  }

  kindOf(type: string): EntityKind | undefined {
    return this.kinds.get(type);
  }

  /** @throws RequestRefusal */
  take(kind: EntityKind, id: unknown, given: { attrs: unknown; parents: unknown; tags?: unknown }): EntityNode {
    const own = takeId(kind, id);
    if (!Array.isArray(given.parents)) throw new RequestRefusal('an entity without its parents');
    const parents = given.parents.length === 0 ? given.parents : this.takeParents(kind, given.parents);
    const tags = given.tags === undefined ? NO_TAGS : this.takeTags(kind, given.tags);
    return new EntityNode(kind.name, own, kind.takeAttributes(given.attrs), tags, parents as readonly EntityRef[]);
  }

  /** @throws RequestRefusal where the type is none of the schema's, or the id none of an enumerated type's */
  takeRef(given: unknown): EntityRef {
    const uid = readUid(given);
    const kind = typeof uid.type === 'string' ? this.kinds.get(uid.type) : undefined;
    if (kind === undefined) throw new RequestRefusal('undeclared entity type');
    return new EntityRef(kind.name, takeId(kind, uid.id), false);
  }

  private takeParents({ name, above }: EntityKind, given: readonly unknown[]): EntityRef[] {
    return given.map((one) => {
      const parent = this.takeRef(one);
      if (!above.has(parent.type)) throw new RequestRefusal(`${name} cannot be in ${parent.type}`);
      return parent;
    });
  }

  private takeTags({ name, takeTag }: EntityKind, given: unknown): Tags {
    if (!isObject(given)) throw new RequestRefusal('expected tags');
    const written = Object.entries(given).filter(([, value]) => value !== undefined);
    if (written.length === 0) return NO_TAGS;
    if (takeTag === null) throw new RequestRefusal(`${name} has no tags`);
    return new Map(written.map(([tag, value]) => [takeText(tag), takeTag(value)]));
  }
}
