import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { UnavailableError } from '#libs/http';
import { mayHaveHappened } from '#libs/persistence';
import { AwaitLocks } from './await-locks.js';
import { CallFence, type FenceResult, type Level, type Settled } from './call-fence.js';
import { CallPace } from './call-pace.js';
import type { FenceItem } from './fence-item.js';
import { Submission, type Submitting } from './submission.js';
import { type Place, WaitingItems } from './waiting-items.js';

/** Calls at a time: while one commits, the next is made; more would only wait for each other's rows. */
const CALLS = 2;
/** A contested lock, or a turn, is waited for so long (design 5: then they are busy). */
const PATIENCE_MS = 1_000;

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
  async submit(items: readonly FenceItem[], how: Submitting = {}): Promise<Settled[]> {
    if (items.length === 0) return [];
    if (!how.refusals && this.pace.waitMs(this.waiting.size + items.length) > PATIENCE_MS)
      throw new UnavailableError('the release line', 1);
    const of = new Submission(items, how);
    const until = how.refusals ? Infinity : performance.now() + PATIENCE_MS;
    const places = items.map((item): Place => ({ item, of, until }));
    this.waiting.add(places, how.refusals ?? false);
    this.pump();
    return of.answer;
  }

  private pump(): void {
    while (this.calls < CALLS) {
      const places = this.waiting.take(this.pace.items());
      if (places.length === 0) return;
      this.calls += 1;
      void this.carry(places.filter(isDue)).finally(() => {
        this.calls -= 1;
        this.waiting.ended(places);
        this.pump();
      });
    }
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
      else place.of.settle({ result, ...rest });
    });
  }

  private async failed(places: readonly Place[], error: unknown): Promise<void> {
    if (isTimeOut(error)) for (const { item, of } of places) of.settle({ id: item.id, result: 'busy' });
    else if (places.length === 1 || mayHaveHappened(error)) for (const { of } of places) of.fail(error);
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

function isDue({ item, of, until }: Place): boolean {
  if (!of.isWanted()) of.fail(new UnavailableError('whoever asked', 1));
  else if (performance.now() >= until) of.settle({ id: item.id, result: 'busy' });
  else return true;
  return false;
}

const LOCK_NOT_AVAILABLE = '55P03';
const TRANSACTION_TIMEOUT = '25P04';

function isTimeOut(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === LOCK_NOT_AVAILABLE || code === TRANSACTION_TIMEOUT;
}
