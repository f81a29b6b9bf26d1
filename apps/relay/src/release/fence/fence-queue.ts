import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { UnavailableError } from '#libs/http';
import { FewAtATime, mayHaveHappened } from '#libs/persistence';
import { AwaitLocks } from './await-locks.js';
import { CallFence, type FenceResult, type Level, type Settled } from './call-fence.js';
import { CallPace } from './call-pace.js';
import { effectsOf, type FenceItem } from './fence-item.js';
import { Submission, type Submitting } from './submission.js';
import { type Queued, WaitingItems } from './waiting-items.js';

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
  private readonly calls = new FewAtATime(CALLS, () => this.next());

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
    const queued = items.map((item): Queued => ({ item, of, until }));
    this.waiting.add(queued, how.refusals ?? false);
    this.calls.pump();
    return of.answer;
  }

  private next(): Promise<void> | undefined {
    const queued = this.waiting.take(this.pace.items());
    if (queued.length === 0) return undefined;
    return this.carry(queued.filter(isDue)).finally(() => this.waiting.ended(queued));
  }

  private async carry(queued: readonly Queued[]): Promise<void> {
    if (queued.length === 0) return;
    let results: FenceResult[];
    try {
      results = await this.pace.timed(queued.length, () => this.fence.call(queued.map(({ item }) => item)));
    } catch (error) {
      return this.failed(queued, error);
    }
    queued.forEach((one, at) => {
      const { result, ...rest } = results[at]!;
      if (result === 'contested') void this.rejoin(one, rest.level!);
      else one.of.settle({ result, ...rest });
    });
  }

  private async failed(queued: readonly Queued[], error: unknown): Promise<void> {
    if (isTimeOut(error)) return this.timedOut(queued);
    if (queued.length === 1 || mayHaveHappened(error)) for (const { of } of queued) of.fail(error);
    else {
      const half = Math.ceil(queued.length / 2);
      await this.carry(queued.slice(0, half));
      await this.carry(queued.slice(half));
    }
  }

  /** Only what takes effect on rows waits for any inside the call: the others go again without it. */
  private async timedOut(queued: readonly Queued[]): Promise<void> {
    const waited = queued.filter(({ item }) => effectsOf(item).length > 0);
    const busy = waited.length > 0 ? waited : queued;
    for (const { item, of } of busy) of.settle({ id: item.id, result: 'busy' });
    await this.carry(queued.filter((one) => !busy.includes(one)));
  }

  private async rejoin(one: Queued, level: Level): Promise<void> {
    await this.locks.free(one.item, level);
    this.waiting.add([one], true);
    this.calls.pump();
  }
}

function isDue({ item, of, until }: Queued): boolean {
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
