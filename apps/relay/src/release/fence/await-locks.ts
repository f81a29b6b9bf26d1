import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../keys/hot-database.js';
import type { Level } from './call-fence.js';
import type { FenceItem } from './fence-item.js';

const AWAIT = { name: 'await-share', text: 'SELECT fence.await_share_v1($1, $2)' };
/** Connections that may stand waiting, of the sixteen: whatever is contested, the others go on. */
const MOST_PROBES = 4;

/**
 * Waits for contested locks, each by a statement that holds nothing else, so that no stranger stands behind it. However many
 * items want one lock, one probe waits for it.
 */
@Injectable()
export class AwaitLocks {
  private readonly probes = new Map<string, Promise<void>>();
  private readonly turns: (() => void)[] = [];
  private busy = 0;

  constructor(private readonly database: HotDatabase) {}

  /** Resolves when the lock was to be had for a moment, or was not within the role's lock time-out: whoever waited tries again. */
  free(item: FenceItem, level: Level): Promise<void> {
    const key = level === 1 ? '' : level === 2 ? item.requesterId : item.residentId;
    const name = `${level} ${key}`;
    let probe = this.probes.get(name);
    if (!probe) {
      probe = this.probe(level, key).finally(() => this.probes.delete(name));
      this.probes.set(name, probe);
    }
    return probe;
  }

  private async probe(level: Level, key: string): Promise<void> {
    if (this.busy >= MOST_PROBES) await new Promise<void>((resolve) => this.turns.push(resolve));
    this.busy += 1;
    try {
      await this.database.pool.query({ ...AWAIT, values: [level, key] });
    } catch {
      // Not free in time, or the database is away: the next call of the fence says which.
    } finally {
      this.busy -= 1;
      this.turns.shift()?.();
    }
  }
}
