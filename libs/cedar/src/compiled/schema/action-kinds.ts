import type { ActionType, SchemaJson } from '@cedar-policy/cedar-wasm/nodejs';
import { EntityRef, sameEntity, type RecordValue, EntityNode, NO_ATTRIBUTES, NO_TAGS } from '../values/value.js';
import { RequestRefusal } from './refusal.js';
import type { SchemaTypes } from './schema-types.js';
import { isObject, readUid } from './take-primitive.js';

/** An action of the schema, and what it applies to. */
export interface ActionKind {
  ref: EntityRef;
  node: EntityNode;
  principals: ReadonlySet<string>;
  resources: ReadonlySet<string>;
  takeContext: (given: unknown) => RecordValue;
}

const actionType = (namespace: string): string => (namespace === '' ? 'Action' : `${namespace}::Action`);

const isActionType = (type: unknown): boolean => typeof type === 'string' && /(?:^|::)Action$/.test(type);

function ancestorsOf(direct: readonly EntityRef[], nodes: ReadonlyMap<string, EntityNode>): EntityRef[] {
  const found: EntityRef[] = [];
  const waiting = [...direct];
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    const one = ref;
    if (found.some((other) => sameEntity(other, one))) continue;
    found.push(one);
    waiting.push(...(nodes.get(keyOf(one.type, one.id))?.parents ?? []));
  }
  return found;
}

const keyOf = (type: string, id: string): string => JSON.stringify([type, id]);

/** The actions of a schema with their hierarchy: entities that every request has without bringing them. */
export class ActionKinds {
  readonly all: readonly ActionKind[];
  private readonly byType = new Map<string, Map<string, ActionKind>>();

  /** @throws NotCompilable */
  constructor(schema: SchemaJson<string>, types: SchemaTypes) {
    const declared = Object.entries(schema).flatMap(([namespace, { actions }]) =>
      Object.entries(actions).map(([id, action]) => ({ type: actionType(namespace), id, action })),
    );
    const nodes = new Map(
      declared.map(({ type, id, action: { memberOf = [] } }) => {
        const parents = memberOf.map((group) => new EntityRef(group.type ?? type, group.id, true));
        return [keyOf(type, id), new EntityNode(type, id, NO_ATTRIBUTES, NO_TAGS, parents)];
      }),
    );
    for (const node of nodes.values()) node.ancestors = ancestorsOf(node.parents, nodes);
    this.all = declared.map(({ type, id, action }) => this.add(nodes.get(keyOf(type, id)), action, types));
  }

  private add(node: EntityNode | undefined, { appliesTo }: ActionType<string>, types: SchemaTypes): ActionKind {
    if (node === undefined) throw new TypeError('an action without its entity');
    const { type, id } = node;
    const ref = new EntityRef(type, id, true);
    ref.node = node;
    const kind: ActionKind = {
      ref,
      node,
      principals: new Set(appliesTo?.principalTypes),
      resources: new Set(appliesTo?.resourceTypes),
      takeContext: types.recordTakerOf(appliesTo?.context),
    };
    const ofType = this.byType.get(type) ?? new Map<string, ActionKind>();
    this.byType.set(type, ofType.set(id, kind));
    return kind;
  }

  find(type: string, id: string): ActionKind | undefined {
    return this.byType.get(type)?.get(id);
  }

  /** @throws RequestRefusal */
  take(given: unknown): ActionKind {
    const { type, id } = readUid(given);
    const kind = typeof type === 'string' && typeof id === 'string' ? this.find(type, id) : undefined;
    if (kind === undefined) throw new RequestRefusal('the action is none of the schema');
    return kind;
  }

  isActionType(type: string): boolean {
    return isActionType(type);
  }

  /**
   * A request may bring an action too, if it says of it just what the schema says: all that is above it, and no more.
   * @throws RequestRefusal
   */
  check({ uid, attrs, parents, tags }: { uid: unknown; attrs: unknown; parents: unknown; tags?: unknown }): void {
    const { ancestors = [] } = this.take(uid).node;
    if (!Array.isArray(parents) || !isObject(attrs))
      throw new RequestRefusal('an action without parents or attributes');
    const given = parents.map((parent) => this.take(parent).ref);
    const same =
      given.every((parent) => ancestors.some((one) => sameEntity(one, parent))) &&
      ancestors.every((one) => given.some((parent) => sameEntity(one, parent)));
    const bare =
      Object.keys(attrs).length === 0 && (tags === undefined || (isObject(tags) && Object.keys(tags).length === 0));
    if (!same || !bare) throw new RequestRefusal('an action otherwise than the schema declares it');
  }
}
