import { DELIVERY_OFFERED, type DeliveryOffered } from '#libs/contracts';
import {
  KafkaSource,
  readCloudEvent,
  UnreadableMessage,
  type KafkaOptions,
  type MessagingLog,
  type ReceivedBatch,
} from '#libs/messaging';
import { DeliverySource, type OfferedDelivery, type Receive } from './delivery-source.js';

export interface TopicSourceOptions extends KafkaOptions {
  /** Code of the agency whose topic it is. */
  readonly agency: string;
  /** The connector's own consumer group; a new one begins at the oldest message. */
  readonly group: string;
  readonly log: MessagingLog;
}

/** Deliveries from the agency's Kafka topic `agency.<code>.records.v1` (CloudEvents in structured mode). */
export class TopicSource extends DeliverySource {
  private readonly source: KafkaSource;
  private readonly log: MessagingLog;

  constructor({ agency, ...kafka }: TopicSourceOptions) {
    super();
    this.log = kafka.log;
    this.source = new KafkaSource({ ...kafka, topics: [`agency.${agency.toLowerCase()}.records.v1`] });
  }

  start(receive: Receive): void {
    this.source.start((batch) => this.hand(batch, receive));
  }

  stop(): Promise<void> {
    return this.source.stop();
  }

  private async hand(batch: ReceivedBatch, receive: Receive): Promise<void> {
    const offered = batch.messages.flatMap(({ offset, value }) => this.read(batch, offset, value));
    if (!batch.current()) return;
    const handled = offered.length === 0 || (await receive(offered));
    const last = batch.messages.at(-1);
    if (handled && last) batch.settled(last.offset);
  }

  /** What is no delivery is left out with a line in the log: nothing of ours can be behind it. */
  private read({ topic, partition }: ReceivedBatch, offset: bigint, value: Uint8Array): OfferedDelivery[] {
    try {
      const event = readCloudEvent(topic, value);
      if (event.type !== DELIVERY_OFFERED) throw new UnreadableMessage('another type of event');
      const { deliveryId, resident, sealed } = event.data as DeliveryOffered;
      if (typeof deliveryId !== 'string' || typeof sealed !== 'string')
        throw new UnreadableMessage('data is incomplete');
      return [{ deliveryId, resident, sealed, stream: event.stream, seq: event.seq }];
    } catch (error) {
      if (!(error instanceof UnreadableMessage)) throw error;
      this.log.error(
        { topic, partition, offset: offset.toString(), reason: error.message },
        'a message is no delivery',
      );
      return [];
    }
  }
}
