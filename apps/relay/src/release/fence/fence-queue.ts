import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { UnavailableError } from '#libs/http';
import { mayHaveHappened } from '#libs/persistence';
import { AwaitLocks } from './await-locks.js';
import { CallFence, type FenceResult, type Level, type Settled } from './call-fence.js';
import { CallPace } from './call-pace.js';
import type { FenceItem } from './fence-item.js';
import { type Place, WaitingItems } from './waiting-items.js';

/** Calls at a time: while one commits, the next is made; more would only wait for each other's rows. */
const CALLS = 2;
/** A contested lock, or a turn, is waited for so long (design 5: then they are busy). */
const PATIENCE_MS = 1_000;

export interface Submitting {
  /** Whether whoever asked is still there; asked right before the call. */
  readonly isWanted?: () => boolean;
  /** What only refuses goes before everything else, and is not turned away. */
  readonly refusals?: boolean;
}

/**
 * Items of concurrent requests share calls of the fence (group commit): each call pays its locks, its statements and its commit
 * once. Strangers share nothing else: an item is answered for by itself, a call that fails for certain is halved until the one at
 * fault is alone, and one whose outcome is unknown releases nothing and is not tried again.
 */
@Injectable()
export class FenceQueue {
  private readonly waiting = new WaitingItems();
  private readonly pace = new CallPace(CALLS);
  private calls = 0;

  constructor(
    private readonly fence: CallFence,
    private readonly locks: AwaitLocks,
  ) {}

  /**
   * What became of each, in the order given. Rejects with UnavailableError where they could not be answered within their second,
   * or whoever asked has left, and as the call did.
   */
  submit(
    items: readonly FenceItem[],
    { isWanted = () => true, refusals = false }: Submitting = {},
  ): Promise<Settled[]> {
    if (!refusals && this.pace.waitMs(this.waiting.size + items.length) > PATIENCE_MS)
      throw new UnavailableError('the release line', 1);
    return new Promise<Settled[]>((resolve, reject) => {
      const settled = new Map<string, Settled>();
      const until = performance.now() + PATIENCE_MS;
      const places = items.map((item): Place => ({
        item,
        until: refusals ? Infinity : until,
        isWanted,
        reject,
        settle: (result) => {
          settled.set(item.id, result);
          if (settled.size === items.length) resolve(items.map(({ id }) => settled.get(id)!));
        },
      }));
      this.waiting.add(places, refusals);
      this.pump();
    });
  }

  private pump(): void {
    while (this.calls < CALLS) {
      const places = this.waiting.take(this.pace.items());
      if (places.length === 0) return;
      this.calls += 1;
      void this.carry(places.filter((place) => this.isDue(place))).finally(() => {
        this.calls -= 1;
        this.waiting.ended(places);
        this.pump();
      });
    }
  }

  private isDue({ item, until, isWanted, reject, settle }: Place): boolean {
    if (!isWanted()) reject(new UnavailableError('whoever asked', 1));
    else if (performance.now() >= until) settle({ id: item.id, result: 'busy' });
    else return true;
    return false;
  }

  private async carry(places: readonly Place[]): Promise<void> {
    if (places.length === 0) return;
    let results: FenceResult[];
    try {
      results = await this.pace.timed(places.length, () => this.fence.call(places.map(({ item }) => item)));
    } catch (error) {
      return this.failed(places, error);
    }
    places.forEach((place, at) => {
      const { result, ...rest } = results[at]!;
      if (result === 'contested') void this.rejoin(place, rest.level!);
      else place.settle({ result, ...rest });
    });
  }

  private async failed(places: readonly Place[], error: unknown): Promise<void> {
    if (isTimeOut(error)) for (const { item, settle } of places) settle({ id: item.id, result: 'busy' });
    else if (places.length === 1 || mayHaveHappened(error)) for (const { reject } of places) reject(error);
    else {
      const half = Math.ceil(places.length / 2);
      await this.carry(places.slice(0, half));
      await this.carry(places.slice(half));
    }
  }

  private async rejoin(place: Place, level: Level): Promise<void> {
    await this.locks.free(place.item, level);
    this.waiting.add([place], true);
    this.pump();
  }
}

const LOCK_NOT_AVAILABLE = '55P03';
const TRANSACTION_TIMEOUT = '25P04';

function isTimeOut(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === LOCK_NOT_AVAILABLE || code === TRANSACTION_TIMEOUT;
}
