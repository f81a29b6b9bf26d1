import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { MarkStore, Thing } from './marks/mark-store.js';

const ANNOUNCE = 'SELECT fence.announce_v1($1, $2)';

/**
 * One explicit transaction. `run` commits when the work resolves and rolls back when it rejects; what belongs to the
 * transaction goes through the `tx` it hands over, never through an ambient context.
 */
export class UnitOfWork {
  private readonly marks = new WeakMap<EntityManager, string[]>();

  constructor(
    private readonly source: DataSource,
    private readonly store: MarkStore,
  ) {}

  async run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const left: string[] = [];
    let worked = false;
    try {
      return await this.source.transaction('READ COMMITTED', async (tx) => {
        this.marks.set(tx, left);
        const result = await work(tx);
        worked = true;
        return result;
      });
    } catch (error) {
      // A commit whose outcome is unknown keeps its marks, as does a store that is away by now: an orphan only denies, and
      // why the work failed is what the caller must hear.
      if (!worked && left.length > 0) await this.store.void(left).catch(() => undefined);
      throw error;
    }
  }

  /**
   * Leaves a mark of what this transaction is about to change, durable before the database knows of it (ADR 22). Call it
   * before the change, so that no lock is held meanwhile; the fence refuses a change without. Rejects with the store's error.
   */
  async mark(tx: EntityManager, ...things: Thing[]): Promise<void> {
    const id = randomUUID();
    this.marks.get(tx)!.push(id);
    await this.store.leave({ id, things, at: Date.now() });
    await tx.query(ANNOUNCE, [id, things]);
  }
}
