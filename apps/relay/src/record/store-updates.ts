import { Injectable } from '@nestjs/common';
import { FewAtATime, mayHaveHappened, OutcomeUnknown } from '#libs/persistence';
import { HotDatabase } from '../keys/hot-database.js';
import type { AcceptStatus } from './record-result.dto.js';

/** A sealed update, as `relay.accept_v2` takes it. */
export interface SealedUpdate {
  readonly id: string;
  readonly residentId: string;
  readonly sourceAgency: string;
  readonly sourceId: string;
  readonly sourceVersion: number;
  readonly category: string;
  /** In base64. */
  readonly sealedBody: string;
  /** In hex. */
  readonly bodyHash: string;
  readonly keyController: string;
}

/** What became of one: the id is that of the record that stands, which is another's of a duplicate. */
export interface StoredUpdate {
  readonly id: string;
  readonly status: AcceptStatus;
}

/** What came together. */
export interface Waiting {
  readonly updates: readonly SealedUpdate[];
  readonly resolve: (stored: StoredUpdate[]) => void;
  readonly reject: (error: unknown) => void;
}

const ACCEPT = { name: 'accept-records', text: 'SELECT relay.accept_v2($1::jsonb) AS results' };
/** Calls at a time: while one commits, the next gathers whoever comes. */
const CALLS = 2;
/** As many as one sender may post together (`MAX_BATCH`). */
const MOST = 100;

/**
 * Stores updates, committed before it answers. What concurrent requests bring shares a transaction; strangers share nothing else: a
 * call that fails for certain is halved until the request at fault is alone, and one whose outcome is unknown is told so to all in
 * it and not tried again. What came together is never parted.
 */
@Injectable()
export class StoreUpdates {
  private readonly waiting: Waiting[] = [];
  private readonly calls = new FewAtATime(CALLS, () => this.next());

  constructor(private readonly database: HotDatabase) {}

  /** What became of each, in their order. Rejects with `OutcomeUnknown` where the answer was lost. */
  store(updates: readonly SealedUpdate[]): Promise<StoredUpdate[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ updates, resolve, reject });
      this.calls.pump();
    });
  }

  private next(): Promise<void> | undefined {
    let count = 0;
    const full = this.waiting.findIndex(({ updates }) => (count += updates.length) > MOST);
    const together = this.waiting.splice(0, full === -1 ? this.waiting.length : Math.max(full, 1));
    return together.length === 0 ? undefined : this.carry(together);
  }

  protected async carry(together: readonly Waiting[]): Promise<void> {
    let stored: StoredUpdate[];
    try {
      stored = await this.call(together.flatMap(({ updates }) => updates));
    } catch (error) {
      return this.failed(together, error);
    }
    let taken = 0;
    for (const { updates, resolve } of together) resolve(stored.slice(taken, (taken += updates.length)));
  }

  protected async failed(together: readonly Waiting[], error: unknown): Promise<void> {
    const isUnknown = mayHaveHappened(error);
    if (together.length === 1 || isUnknown) {
      const told = isUnknown ? new OutcomeUnknown(false, { cause: error }) : error;
      for (const { reject } of together) reject(told);
      return;
    }
    const half = Math.ceil(together.length / 2);
    await this.carry(together.slice(0, half));
    await this.carry(together.slice(half));
  }

  protected async call(updates: readonly SealedUpdate[]): Promise<StoredUpdate[]> {
    const items = JSON.stringify(updates.map((update, ordinal) => ({ ...update, ordinal })));
    const { rows } = await this.database.pool.query<{ results: (StoredUpdate & { ordinal: number })[] }>({
      ...ACCEPT,
      values: [items],
    });
    return rows[0]!.results.sort((one, other) => one.ordinal - other.ordinal);
  }
}
