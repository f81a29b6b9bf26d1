import { type MessagingLog } from '#libs/messaging';
import { BackOff, WakeUp } from '#libs/persistence';
import type { DeliveryHandler, RecallReply } from './delivery-handler.js';
import type { DeliverySource, OfferedDelivery } from './delivery-source.js';
import { HandOver } from './hand-over.js';
import { RecallWatch } from './recall-watch.js';
import type { RelayApi } from './relay-api.js';
import type { SequenceStore } from './sequence-store.js';

export interface ConnectorOptions {
  readonly source: DeliverySource;
  readonly api: RelayApi;
  readonly store: SequenceStore;
  readonly handler: DeliveryHandler;
  readonly log: MessagingLog;
  readonly recallPollMs?: number;
}

/**
 * What an agency installs between the broker and its own system. Keeps neither keys nor plaintext; survives a crash at any
 * moment with at-least-once handling; waits with back-off for a broker, an issuer or a handler that is away.
 */
export class Connector {
  private readonly wake = new WakeUp();
  private readonly handingOver: HandOver;
  private readonly recalls: RecallWatch;

  constructor(private readonly options: ConnectorOptions) {
    const { api, store, handler, log, recallPollMs = 5_000 } = options;
    this.handingOver = new HandOver(api, store, handler, log);
    this.recalls = new RecallWatch(api, store, handler, log, recallPollMs);
  }

  start(): void {
    this.options.source.start((offered) => this.receive(offered));
    this.recalls.start();
  }

  /** Ends after the deliveries in work. Idempotent. */
  async stop(): Promise<void> {
    this.wake.stop();
    await Promise.all([this.options.source.stop(), this.recalls.stop()]);
  }

  /** What a person decided about a recall, after the handler had answered without it. Idempotent. */
  answerRecall(recallId: string, reply: RecallReply): Promise<void> {
    return this.options.api.answerRecall(recallId, reply);
  }

  private async receive(offered: readonly OfferedDelivery[]): Promise<boolean> {
    const away = new BackOff(200, 30_000);
    while (!this.wake.stopped) {
      try {
        await this.handingOver.handOver(offered);
        return true;
      } catch (err) {
        const delayMs = away.next();
        this.options.log.warn({ attempt: away.attempt, delayMs, err }, 'deliveries wait');
        await this.wake.backOff(delayMs);
      }
    }
    return false;
  }
}
