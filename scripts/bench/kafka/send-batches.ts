import { randomUUID } from 'node:crypto';
import type { Producer } from 'kafkajs';
import { roundOf, type Round } from '../round.js';
import { DATA, streamOf, TOPIC, TYPE } from './bench-topic.js';

/** What the shipper is compared with: the same client, as many messages of the same size, and no database. */
export async function sendBatches(producer: Producer, messages: number, batch: number): Promise<Round> {
  const durations: number[] = [];
  const began = performance.now();
  for (let sent = 0; sent < messages; sent += batch) {
    const at = performance.now();
    const of = Array.from({ length: batch }, (_, one) => ({ key: streamOf(sent + one), value: eventText(sent + one) }));
    await producer.send({ topic: TOPIC, acks: -1, messages: of });
    durations.push(performance.now() - at);
  }
  const tookMs = performance.now() - began;
  return { ...roundOf(durations, messages / (tookMs / 1000)), operations: messages };
}

const eventText = (at: number): string =>
  JSON.stringify({
    ...{ specversion: '1.0', id: randomUUID(), source: 'urn:bench', type: TYPE, time: new Date().toISOString() },
    ...{ stream: streamOf(at), sequence: String(at + 1), datacontenttype: 'application/json', data: DATA },
  });
