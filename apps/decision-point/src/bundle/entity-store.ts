import type { CedarEntity, EntityUid } from '#libs/cedar';
import { uidsIn } from './uids-in.js';

/** An entity of the bundle, prepared. */
export interface StoredEntity {
  readonly entity: CedarEntity;
  /** Everything that a rule could get to from it: itself, ancestors, what attributes name. Found when first needed. */
  reach: readonly StoredEntity[] | undefined;
  /** The question for which it was last taken: stops it from being taken twice for one. */
  taken: number;
}

/** The entities of `entities.json`, in memory: one question needs few of them, and finds them by name. */
export class EntityStore {
  private readonly byType = new Map<string, Map<string, StoredEntity>>();
  private readonly idsByType = new Map<string, readonly string[]>();
  private question = 0;

  constructor(entities: readonly CedarEntity[]) {
    for (const entity of entities) {
      const { type, id } = entity.uid;
      const ofType = this.byType.get(type) ?? new Map<string, StoredEntity>();
      this.byType.set(type, ofType.set(id, { entity, reach: undefined, taken: 0 }));
    }
    for (const [type, ofType] of this.byType) this.idsByType.set(type, [...ofType.keys()].sort());
  }

  find({ type, id }: EntityUid): StoredEntity | undefined {
    return this.byType.get(type)?.get(id);
  }

  /** The ids of all of one type, in order. */
  idsOf(type: string): readonly string[] {
    return this.idsByType.get(type) ?? [];
  }

  /** Starts collecting the entities of one question: nothing is taken twice until the next. */
  begin(): void {
    this.question += 1;
  }

  /** Puts an entity in the place of the stored one of the same name; must come before anything else is taken. */
  putInstead(entity: CedarEntity, into: CedarEntity[]): void {
    const stored = this.find(entity.uid);
    if (stored) stored.taken = this.question;
    into.push(entity);
  }

  take(stored: StoredEntity, into: CedarEntity[]): void {
    for (const reached of (stored.reach ??= this.reachOf(stored))) {
      if (reached.taken === this.question) continue;
      reached.taken = this.question;
      into.push(reached.entity);
    }
  }

  /** Takes what a value names, such as an entity that the context speaks of. */
  takeNamedIn(value: unknown, into: CedarEntity[]): void {
    for (const uid of uidsIn(value)) {
      const stored = this.find(uid);
      if (stored) this.take(stored, into);
    }
  }

  private reachOf(from: StoredEntity): readonly StoredEntity[] {
    const reach = new Set([from]);
    // A set is walked in the order of adding, and what is added on the way is walked as well.
    for (const { entity } of reach) {
      for (const uid of uidsIn([entity.attrs, entity.parents])) {
        const next = this.find(uid);
        if (next) reach.add(next);
      }
    }
    return [...reach];
  }
}
