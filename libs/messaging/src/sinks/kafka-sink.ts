import type { Producer, RecordMetadata, TopicMessages } from 'kafkajs';
import { Away } from '#libs/persistence';
import { kafkaClient, type KafkaOptions } from '../kafka/kafka-options.js';
import { openTopics } from '../kafka/open-topics.js';
import { isTopicFault } from '../kafka/topic-faults.js';
import type { OutgoingMessage } from '../outbox/outbox.js';
import { partitionOf } from '../partition-of.js';
import { DEFAULT_PARTITIONS, TopicRefused, type Sink } from './sink.js';

/** CloudEvents Kafka protocol binding 3.3: structured mode is told by this header. */
const HEADERS = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };

/**
 * Kafka: an idempotent producer that waits for every in-sync replica. After any failure the producer is thrown away
 * and the next one gets a new producer id: a broker that had stored a batch whose acknowledgement was lost would take
 * another batch of the same size and sequence for its repeat, and acknowledge it without storing it.
 */
export class KafkaSink implements Sink {
  private producer: Producer | undefined;
  private readonly topics = new Set<string>();
  private readonly partitions: number;
  private readonly leaving: Promise<void>[] = [];

  constructor(private readonly options: KafkaOptions) {
    this.partitions = options.partitions ?? DEFAULT_PARTITIONS;
  }

  async send(messages: readonly OutgoingMessage[]): Promise<void> {
    try {
      await this.open(messages);
      const topicMessages = this.arrange(messages);
      assertAcknowledged(topicMessages, await this.producer!.sendBatch({ acks: -1, topicMessages }));
    } catch (error) {
      this.discard();
      if (isTopicFault(error)) throw new TopicRefused('a topic was refused by the cluster', { cause: error });
      throw new Away('Kafka', { cause: error });
    }
  }

  async close(): Promise<void> {
    this.discard();
    await Promise.all(this.leaving.splice(0));
  }

  private async open(messages: readonly OutgoingMessage[]): Promise<void> {
    const missing = [...new Set(messages.map((m) => this.nameOf(m.topic)))].filter((topic) => !this.topics.has(topic));
    if (missing.length > 0) {
      const admin = kafkaClient(this.options).admin();
      try {
        await admin.connect();
        await openTopics(admin, missing, this.partitions);
      } finally {
        await admin.disconnect().catch(() => undefined);
      }
      for (const topic of missing) this.topics.add(topic);
    }
    if (this.producer) return;
    const producer = kafkaClient(this.options).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
    });
    this.producer = producer;
    await producer.connect();
  }

  /** The partition is ours to choose, so that it is known which acknowledgements must come. */
  private arrange(messages: readonly OutgoingMessage[]): TopicMessages[] {
    const byTopic = new Map<string, TopicMessages>();
    for (const { topic, key, value } of messages) {
      const name = this.nameOf(topic);
      const list = byTopic.get(name) ?? { topic: name, messages: [] };
      list.messages.push({ key, value, partition: partitionOf(key, this.partitions), headers: HEADERS });
      byTopic.set(name, list);
    }
    return [...byTopic.values()];
  }

  private discard(): void {
    const producer = this.producer;
    this.producer = undefined;
    this.topics.clear();
    if (producer) this.leaving.push(producer.disconnect().catch(() => undefined));
  }

  private nameOf(topic: string): string {
    return `${this.options.topicPrefix ?? ''}${topic}`;
  }
}

/** kafkajs has resolved sends of which a partition was never acknowledged: count them, do not trust it. */
export function assertAcknowledged(sent: readonly TopicMessages[], answers: readonly RecordMetadata[]): void {
  const acknowledged = new Map<string, number>();
  for (const { topicName, partition, errorCode } of answers) {
    if (errorCode !== 0) throw new Error(`Kafka answered error code ${errorCode} for ${topicName}/${partition}`);
    const place = `${topicName}/${partition}`;
    acknowledged.set(place, (acknowledged.get(place) ?? 0) + 1);
  }
  const addressed = new Set(sent.flatMap(({ topic, messages }) => messages.map((m) => `${topic}/${m.partition}`)));
  for (const place of addressed) {
    if (acknowledged.get(place) !== 1)
      throw new Error(`Kafka acknowledged ${place} ${acknowledged.get(place) ?? 0} times`);
  }
  if (acknowledged.size !== addressed.size) throw new Error('Kafka acknowledged partitions that were not addressed');
}
