import { type MessagingLog } from '#libs/messaging';
import { BackOff, WakeUp } from '#libs/persistence';
import { DeliverySource, type Receive } from './delivery-source.js';
import { readOn } from './read-on.js';
import { MAX_OPENING, type FeedPage, type RelayApi } from './relay-api.js';
import type { SequenceStore } from './sequence-store.js';

export interface FeedSourceOptions {
  readonly api: RelayApi;
  /** Keeps the cursor; an empty store begins at the oldest delivery. */
  readonly store: SequenceStore;
  readonly log: MessagingLog;
  /** Pause between two looks at a feed that has nothing new. */
  readonly pollMs?: number;
}

const CURSOR = 'deliveries';

/** The same deliveries over HTTP, for an agency without Kafka. */
export class FeedSource extends DeliverySource {
  private readonly wake = new WakeUp();
  private readonly away = new BackOff(200, 30_000);
  private running: Promise<void> | undefined;

  constructor(private readonly options: FeedSourceOptions) {
    super();
  }

  start(receive: Receive): void {
    this.running ??= this.follow(receive);
  }

  async stop(): Promise<void> {
    this.wake.stop();
    await this.running;
  }

  private async follow(receive: Receive): Promise<void> {
    const { log, pollMs = 1_000 } = this.options;
    while (!this.wake.stopped) {
      try {
        const found = await this.step(receive);
        this.away.reset();
        if (!found) await this.wake.wait(pollMs);
      } catch (err) {
        const delayMs = this.away.next();
        log.warn({ attempt: this.away.attempt, delayMs, err }, 'reading waits: the feed is away');
        await this.wake.backOff(delayMs);
      }
    }
  }

  /** One page; false when there was nothing new. */
  private async step(receive: Receive): Promise<boolean> {
    const { api, store, log } = this.options;
    const page = await readOn(store, log, CURSOR, (after) => api.feed(after, MAX_OPENING));
    if (page.deliveries.length === 0) return false;
    if (await receive(page.deliveries.map(toOffered))) await store.moveTo(CURSOR, page.next);
    return true;
  }
}

const toOffered = ({ id, seq, ...rest }: FeedPage['deliveries'][number]): Parameters<Receive>[0][number] => ({
  ...rest,
  deliveryId: id,
  seq: BigInt(seq),
});
