import { Injectable } from '@nestjs/common';
import { SharedWrite, written } from '#libs/persistence';
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

const ACCEPT = { name: 'accept-records', text: 'SELECT relay.accept_v2($1::jsonb) AS results' };
/** As many as one sender may post together (`MAX_BATCH`). */
const MOST = 100;

/** Stores updates, committed before it answers; concurrent requests share a transaction. */
@Injectable()
export class StoreUpdates {
  private readonly calls = new SharedWrite({
    most: MOST,
    write: (lists: readonly (readonly SealedUpdate[])[]) => this.call(lists),
  });

  constructor(private readonly database: HotDatabase) {}

  /** What became of each, in their order. Rejects with `OutcomeUnknown` where the answer was lost. */
  store(updates: readonly SealedUpdate[]): Promise<StoredUpdate[]> {
    return written(this.calls.of(updates));
  }

  private async call(lists: readonly (readonly SealedUpdate[])[]): Promise<StoredUpdate[][]> {
    const items = JSON.stringify(lists.flat().map((update, ordinal) => ({ ...update, ordinal })));
    const { rows } = await this.database.pool.query<{ results: (StoredUpdate & { ordinal: number })[] }>({
      ...ACCEPT,
      values: [items],
    });
    const stored = rows[0]!.results.sort((one, other) => one.ordinal - other.ordinal);
    let taken = 0;
    return lists.map(({ length }) => stored.slice(taken, (taken += length)));
  }
}
