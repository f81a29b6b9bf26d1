import { sameEntity, type EntityRef, type RecordValue, type EntityNode } from './value.js';

/** What finds the entities of a request and the actions of its schema. */
export interface EntityFinder {
  find(type: string, id: string): EntityNode | null;
}

/** One request, taken in and checked, as the rules see it. */
export interface RequestValues {
  principal: EntityRef;
  action: EntityRef;
  resource: EntityRef;
  context: RecordValue;
}

export class Environment implements RequestValues {
  readonly principal: EntityRef;
  readonly action: EntityRef;
  readonly resource: EntityRef;
  readonly context: RecordValue;
  readonly principalNode: EntityNode | null;
  readonly resourceNode: EntityNode | null;

  constructor(
    { principal, action, resource, context }: RequestValues,
    private readonly entities: EntityFinder,
  ) {
    this.principal = principal;
    this.action = action;
    this.resource = resource;
    this.context = context;
    this.principalNode = this.resolve(principal);
    this.resourceNode = this.resolve(resource);
  }

  /** The entity referred to, or null where the request has none. */
  resolve(ref: EntityRef): EntityNode | null {
    if (ref.node !== undefined) return ref.node;
    const node = this.entities.find(ref.type, ref.id);
    if (!ref.shared) ref.node = node;
    return node;
  }

  /** Cedar's `in` for two entities: the same, or somewhere above. */
  isIn(entity: EntityRef, group: EntityRef): boolean {
    if (sameEntity(entity, group)) return true;
    const node = this.resolve(entity);
    return node !== null && this.ancestorsOf(node).some((ancestor) => sameEntity(ancestor, group));
  }

  private ancestorsOf(node: EntityNode): readonly EntityRef[] {
    if (node.ancestors !== undefined) return node.ancestors;
    const found: EntityRef[] = [];
    const waiting = [...node.parents];
    for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
      const one = ref;
      if (found.some((other) => sameEntity(other, one))) continue;
      found.push(one);
      waiting.push(...(this.resolve(one)?.parents ?? []));
    }
    node.ancestors = found;
    return found;
  }
}
