import { equal, includesAll } from '../values/equal.js';
import type { EntityFinder } from '../values/environment.js';
import { type Value, type EntityNode } from '../values/value.js';
import type { ActionKinds } from './action-kinds.js';
import { RequestRefusal } from './refusal.js';

const FEW = 12;

const sameTags = (a: EntityNode, b: EntityNode): boolean =>
  a.tags.size === b.tags.size &&
  [...a.tags].every(([tag, value]) => {
    const other = b.tags.get(tag);
    return other !== undefined && equal(value, other);
  });

/** Whether two entries for one entity say the same. */
const agree = (a: EntityNode, b: EntityNode): boolean =>
  equal(a.attributes, b.attributes) &&
  sameTags(a, b) &&
  includesAll(a.parents as readonly Value[], b.parents) &&
  includesAll(b.parents as readonly Value[], a.parents);

/** The entities that one request brings, and the actions of the schema. */
export class RequestEntities implements EntityFinder {
  private readonly nodes: EntityNode[] = [];
  /** By type and id, once they are more than a few: comparing is quicker than hashing until then. */
  private index: Map<string, Map<string, EntityNode>> | null = null;
  private hasParents = false;

  constructor(private readonly actions: ActionKinds) {}

  /** @throws RequestRefusal where the entity stands here already and says something else */
  add(node: EntityNode): void {
    const earlier = this.findNode(node.type, node.id);
    if (earlier !== null) {
      if (agree(earlier, node)) return;
      throw new RequestRefusal(`entity of type ${node.type} stands twice`);
    }
    this.nodes.push(node);
    if (node.parents.length > 0) this.hasParents = true;
    if (this.index !== null) this.put(this.index, node);
    else if (this.nodes.length > FEW) {
      this.index = new Map();
      for (const one of this.nodes) this.put(this.index, one);
    }
  }

  find(type: string, id: string): EntityNode | null {
    return this.findNode(type, id) ?? this.actions.find(type, id)?.node ?? null;
  }

  /** @throws RequestRefusal where an entity is above itself */
  refuseCycles(): void {
    if (!this.hasParents) return;
    const above = new Map(this.nodes.map((node) => [node, this.parentsOf(node)]));
    const below = new Map<EntityNode, EntityNode[]>();
    for (const [node, parents] of above) {
      for (const parent of parents) below.set(parent, [...(below.get(parent) ?? []), node]);
    }
    const waiting = new Map([...above].map(([node, parents]) => [node, parents.length]));
    const free = this.nodes.filter((node) => waiting.get(node) === 0);
    for (let node = free.pop(); node !== undefined; node = free.pop()) {
      waiting.delete(node);
      for (const child of below.get(node) ?? []) {
        const left = (waiting.get(child) ?? 0) - 1;
        waiting.set(child, left);
        if (left === 0) free.push(child);
      }
    }
    if (waiting.size > 0) throw new RequestRefusal('an entity is above itself');
  }

  private parentsOf({ parents }: EntityNode): EntityNode[] {
    return parents.flatMap(({ type, id }) => this.findNode(type, id) ?? []);
  }

  private findNode(type: string, id: string): EntityNode | null {
    if (this.index !== null) return this.index.get(type)?.get(id) ?? null;
    for (const node of this.nodes) if (node.id === id && node.type === type) return node;
    return null;
  }

  private put(index: Map<string, Map<string, EntityNode>>, node: EntityNode): void {
    const ofType = index.get(node.type);
    if (ofType) ofType.set(node.id, node);
    else index.set(node.type, new Map([[node.id, node]]));
  }
}
