import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel, type EachBatchPayload } from 'kafkajs';
import { createTestDatabase } from '#libs/testing';
import { startKafka } from '../../../scripts/local/kafka.js';
import type { WireMessage } from './findings.js';
import { openBooks } from './proof.js';
import type { Place, Rig } from './rig.js';

/** A real broker of this suite's own, since the suite kills it; databases from the shared test server. */
export async function openKafkaRig(): Promise<Rig> {
  const dataDir = mkdtempSync(join(tmpdir(), 'consent-broker-kafka-'));
  let broker = await startKafka({ dataDir });
  const place = async (): Promise<Place> => {
    const database = await createTestDatabase();
    await openBooks(database.adminUrl);
    const topicPrefix = `t${randomBytes(4).toString('hex')}.`;
    return {
      adminUrl: database.adminUrl,
      databaseUrl: database.urlFor('relay_app'),
      sink: { kind: 'kafka', brokers: broker.brokers, topicPrefix },
      readWire: (topic) => readTopic(broker.brokers, `${topicPrefix}${topic}`),
      drop: () => database.drop(),
    };
  };
  const crashBroker = async (): Promise<void> => {
    process.kill(broker.pid, 'SIGKILL');
    await broker.stop();
    broker = await startKafka({ dataDir, port: broker.port });
  };
  const close = async (): Promise<void> => {
    await broker.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { place, crashBroker, close };
}

/** Everything in a topic up to its present end, by kafkajs alone. */
async function readTopic(brokers: string, topic: string): Promise<WireMessage[]> {
  const kafka = new Kafka({ clientId: 'wire', brokers: [brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map((await admin.fetchTopicOffsets(topic)).map((end) => [end.partition, BigInt(end.offset)]));
  await admin.disconnect();
  const wire: WireMessage[] = [];
  const unread = new Set([...ends].filter(([, end]) => end > 0n).map(([partition]) => partition));
  if (unread.size === 0) return wire;
  const retry = { restartOnFailure: () => Promise.resolve(false) };
  const consumer = kafka.consumer({ groupId: randomUUID(), sessionTimeout: 6_000, retry });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const eachBatch = async ({ batch }: EachBatchPayload): Promise<void> => {
        for (const { value } of batch.messages) wire.push(wireMessage(batch.partition, value));
        if (BigInt(batch.lastOffset()) + 1n >= ends.get(batch.partition)!) unread.delete(batch.partition);
        if (unread.size === 0) resolve();
      };
      consumer.run({ autoCommit: false, eachBatch }).catch(reject);
    });
    return wire;
  } finally {
    await consumer.disconnect();
  }
}

function wireMessage(partition: number, value: Buffer | null): WireMessage {
  const event = JSON.parse(value?.toString() ?? '{}') as { stream: string; sequence: string; id: string };
  return { partition, stream: event.stream, seq: BigInt(event.sequence), id: event.id };
}
