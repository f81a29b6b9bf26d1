import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '#libs/pdp';
import { notifyAfterCommit } from '#libs/persistence';
import { HotDatabase } from '../../keys/hot-database.js';
import type { FenceItem } from './fence-item.js';

const DISCLOSE = { name: 'disclose', text: 'SELECT relay.disclose_v2($1::jsonb) AS results' };

/** Of the fence's locks, in their order: the place, a practitioner, a resident. */
export type Level = 1 | 2 | 3;

/** What the fence made of one item. */
export interface FenceResult {
  readonly id: string;
  /** `contested`: what it rests on is just being changed; nothing of it was recorded, as with `moved` and `gone`. */
  readonly result: 'recorded' | 'moved' | 'gone' | 'contested';
  readonly at: string;
  /** Of a contested item: the lock that was not to be had. */
  readonly level: Level | null;
  /** `performance.now()` before the call. */
  readonly fencedAt: number;
}

/** `busy`: neither the lock nor a turn came within its second. */
export type Settled = (FenceResult & { readonly result: 'recorded' | 'moved' | 'gone' }) | Busy;
type Busy = { readonly id: string; readonly result: 'busy' };

/** The fence: one autocommitted statement that takes the locks, compares epochs and clock and only then writes. */
@Injectable()
export class CallFence {
  constructor(
    private readonly database: HotDatabase,
    private readonly clock: DatabaseClock,
  ) {}

  /** In the items' order. Rejects as a whole: then nothing was recorded, or it is not known (`mayHaveHappened`). */
  async call(items: readonly FenceItem[]): Promise<FenceResult[]> {
    const fencedAt = performance.now();
    const { rows } = await this.database.pool.query<{ results: Omit<FenceResult, 'fencedAt'>[] }>({
      ...DISCLOSE,
      values: [JSON.stringify(items)],
    });
    notifyAfterCommit(this.database.pool, 'audit.staging');
    const results = rows[0]!.results;
    if (results[0]) this.clock.hear(results[0].at);
    return results.map((result) => ({ ...result, fencedAt }));
  }
}
