import { A_LOOK } from '#libs/pdp';
import { effectsOf, streamOf, type FenceItem } from './fence-item.js';
import type { Submission } from './submission.js';

/** One item in the queue. */
export interface Queued {
  readonly item: FenceItem;
  readonly of: Submission;
  /** `performance.now()` from which it is busy. */
  readonly until: number;
}

/** One item in so many is a bulk's, where one waits: looks go first, but never all the time. */
const BULK_SHARE = 5;

/** Who waits for the fence: looks before bulk, each in the order of their coming. */
export class WaitingItems {
  private looks: Queued[] = [];
  private bulk: Queued[] = [];
  /** Streams of the calls that run. */
  private readonly running = new Set<string>();

  get size(): number {
    return this.looks.length + this.bulk.length;
  }

  /** `first`: whoever had their turn already, or only refuses. */
  add(queued: readonly Queued[], first: boolean): void {
    if (first) this.looks.unshift(...queued);
    else (queued.length <= A_LOOK ? this.looks : this.bulk).push(...queued);
  }

  /**
   * The next call's, at most `most`. Of those that would take effect on the same thing the later ones stay for a later call, and
   * those of a stream behind each other, and behind the calls that run.
   */
  take(most: number): Queued[] {
    const call = new Draw(most, this.running);
    const forBulk = Math.min(this.bulk.length, Math.floor(most / BULK_SHARE));
    this.looks = call.draw(this.looks, most - forBulk);
    this.bulk = call.draw(this.bulk, most);
    this.looks = call.draw(this.looks, most);
    for (const stream of call.streams) this.running.add(stream);
    return call.taken;
  }

  /** The call that took them has ended. */
  ended(queued: readonly Queued[]): void {
    for (const { item } of queued) this.running.delete(streamOf(item) ?? '');
  }
}

/** What goes into one call. */
class Draw {
  readonly taken: Queued[] = [];
  readonly streams = new Set<string>();
  private readonly effects = new Set<string>();
  private readonly passedOver = new Set<string>();

  constructor(
    private readonly most: number,
    private readonly running: ReadonlySet<string>,
  ) {}

  /** From these, while it holds fewer than `room`; what is left stays in its order. */
  draw(from: readonly Queued[], room: number): Queued[] {
    return from.filter((one) => this.taken.length >= Math.min(room, this.most) || !this.takes(one));
  }

  private takes(one: Queued): boolean {
    const effects = effectsOf(one.item);
    const stream = streamOf(one.item);
    const isFree = stream === undefined || !(this.running.has(stream) || this.passedOver.has(stream));
    if (!isFree || effects.some((effect) => this.effects.has(effect))) {
      if (stream !== undefined) this.passedOver.add(stream);
      return false;
    }
    for (const effect of effects) this.effects.add(effect);
    if (stream !== undefined) this.streams.add(stream);
    this.taken.push(one);
    return true;
  }
}
