import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import type { SealedEntry } from '#libs/sealing';
import { HotDatabase } from '../keys/hot-database.js';
import type { Asked, Ended, Prepared, RefusalReason } from './asked.js';
import { noticesOf } from './keep-obligations.js';
import { SealEntries } from './seal-entries.js';

const DISCLOSE = { name: 'disclose', text: 'SELECT relay.disclose($1::jsonb) AS results' };

/** The most items that one call of `relay.disclose` takes; a longer line goes in slices, each fenced by itself. */
export const MAX_ITEMS = 200;

interface ItemResult {
  readonly id: string;
  readonly result: 'recorded' | 'moved' | 'gone';
  readonly at: string;
}

export interface Recorded<Content> {
  readonly ended: Ended<Content>[];
  /** Facts moved since the decision: to be decided again. */
  readonly moved: Prepared<Content>[];
}

/** Facts kept moving, or a lock did not come in time: nothing was released, and it may be tried again. */
export class FenceBusy extends Error {
  override readonly name = 'FenceBusy';

  constructor(options?: ErrorOptions) {
    super('the fence was busy', options);
  }
}

/**
 * The fence: one autocommitted statement that takes the locks, compares epochs and clock and only then writes the
 * disclosure, its audit entry and its message. Content passes only with an item whose disclosure committed.
 */
@Injectable()
export class FenceAndRecord {
  constructor(
    private readonly database: HotDatabase,
    private readonly entries: SealEntries,
  ) {}

  /** `whenBusy`: what a fence that does not come within its second means, a denial or a `FenceBusy`. */
  async record<Content>(
    prepared: readonly Prepared<Content>[],
    whenBusy: 'deny' | 'retry',
  ): Promise<Recorded<Content>> {
    const recorded: Recorded<Content> = { ended: [], moved: [] };
    for (let start = 0; start < prepared.length; start += MAX_ITEMS) {
      const slice = prepared.slice(start, start + MAX_ITEMS);
      const gone = await this.recordOrDeny(slice, recorded, whenBusy);
      // What is no longer there to open is denied in a second statement: a refusal has its entry too.
      if (gone.length > 0) await this.recordSlice(gone.map(refuseGone), recorded);
    }
    return recorded;
  }

  /** A lock that does not come within its second denies (design 5); the denial needs no lock and has its entry. */
  private async recordOrDeny<Content>(
    slice: readonly Prepared<Content>[],
    recorded: Recorded<Content>,
    whenBusy: 'deny' | 'retry',
  ): Promise<Prepared<Content>[]> {
    try {
      return await this.recordSlice(slice, recorded);
    } catch (error) {
      if (!isTimeOut(error)) throw error;
      if (whenBusy === 'retry') throw new FenceBusy({ cause: error });
      return this.recordSlice(slice.map(refuseBusy), recorded);
    }
  }

  private async recordSlice<Content>(
    slice: readonly Prepared<Content>[],
    recorded: Recorded<Content>,
  ): Promise<Prepared<Content>[]> {
    const entries = await this.entries.seal(slice);
    const items = slice.map((item, index) => toItem(item, entries[index]!));
    const fencedAt = performance.now();
    const { rows } = await this.database.pool.query<{ results: ItemResult[] }>({
      ...DISCLOSE,
      values: [JSON.stringify(items)],
    });
    const results = new Map(rows[0]!.results.map((result) => [result.id, result]));
    const gone: Prepared<Content>[] = [];
    slice.forEach((item, index) => {
      const { result, at } = results.get(item.asked.id)!;
      if (result === 'moved') recorded.moved.push(item);
      else if (result === 'gone') gone.push(item);
      else recorded.ended.push(toEnded(item, entries[index]!, at, fencedAt));
    });
    return gone;
  }
}

function outcomeOf(item: Prepared<unknown>): { outcome: 'permit' | 'deny'; reason: RefusalReason } {
  if (item.refusal) return { outcome: 'deny', reason: item.refusal };
  return { outcome: item.decision.outcome, reason: item.decision.reason };
}

function toEnded<Content>(item: Prepared<Content>, entry: SealedEntry, at: string, fencedAt: number): Ended<Content> {
  const { outcome, reason } = outcomeOf(item);
  const content = outcome === 'permit' ? item.content : null;
  return { asked: item.asked, decision: item.decision, outcome, reason, content, entryId: entry.id, at, fencedAt };
}

const LOCK_NOT_AVAILABLE = '55P03';
const TRANSACTION_TIMEOUT = '25P04';

function isTimeOut(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === LOCK_NOT_AVAILABLE || code === TRANSACTION_TIMEOUT;
}

function refuseBusy<Content>(item: Prepared<Content>): Prepared<Content> {
  return { ...item, content: null, ...(item.decision.outcome === 'permit' && { refusal: 'busy' as const }) };
}

/** An offer that was overtaken leaves nothing to offer: recorded as a denied listing, under a fresh id. */
function refuseGone<Content>(item: Prepared<Content>): Prepared<Content> {
  const asked: Asked = item.asked.kind === 'offer' ? { ...item.asked, kind: 'list' } : item.asked;
  const { delivery: _, ...rest } = item;
  const id = item.delivery?.id;
  return {
    ...rest,
    asked,
    content: null,
    refusal: 'gone',
    ...(id && item.asked.kind === 'open' ? { delivery: { id } } : {}),
  };
}

function toItem(item: Prepared<unknown>, entry: SealedEntry): object {
  const { request } = item.asked;
  return {
    id: item.asked.id,
    kind: item.asked.kind,
    requesterId: request.requesterId,
    residentId: request.residentId,
    sourceAgency: request.sourceAgency,
    recipientAgency: request.recipientAgency,
    purpose: request.purpose,
    category: request.category,
    epochs: item.facts.epochs,
    notAfter: item.decision.notAfter,
    ...outcomeOf(item),
    workId: item.asked.workId,
    delivery: item.delivery,
    notices: item.refusal ? [] : noticesOf(item),
    entry,
  };
}
