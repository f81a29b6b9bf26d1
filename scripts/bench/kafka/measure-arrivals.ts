import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { KafkaSource, publish, readCloudEvent, type KafkaOptions } from '#libs/messaging';
import type pg from 'pg';
import { until } from '../../demo/until.js';
import { roundOf, type Round } from '../round.js';
import { DATA, STREAMS, TYPE } from './bench-topic.js';

interface Pace {
  readonly perSecond: number;
  readonly seconds: number;
}

/** From a publisher's commit until a consumer of the broker's kind has the event. What came before the commit was answered took no time. */
export async function measureArrivals(
  database: pg.Pool,
  options: KafkaOptions,
  { perSecond, seconds }: Pace,
): Promise<{ readonly round: Round; readonly durations: readonly number[] }> {
  const arrived = new Map<string, number>();
  // Of its own: a new group would read what was sent to the topic before.
  const topic = `bench.${randomUUID()}.v1`;
  const source = new KafkaSource({ ...options, group: topic, topics: [topic] });
  source.start((batch) => {
    const now = performance.now();
    for (const { offset, value } of batch.messages) {
      arrived.set(readCloudEvent(batch.topic, value).id, now);
      batch.settled(offset);
    }
    return Promise.resolve();
  });
  try {
    const first = randomUUID();
    await publishOne(database, topic, { id: first, at: 0 });
    await until('the consumer reads', () => arrived.has(first) || undefined);
    const committed = await publishAtPace(database, topic, { perSecond, seconds });
    await until('everything has arrived', () => [...committed.keys()].every((id) => arrived.has(id)) || undefined);
    const durations = [...committed].map(([id, at]) => Math.max(0, arrived.get(id)! - at));
    return { round: { ...roundOf(durations, perSecond), operations: durations.length }, durations };
  } finally {
    await source.stop();
  }
}

/** When each was committed, by its id. */
async function publishAtPace(
  database: pg.Pool,
  topic: string,
  { perSecond, seconds }: Pace,
): Promise<Map<string, number>> {
  const committed = new Map<string, number>();
  const under: Promise<void>[] = [];
  const began = performance.now();
  for (let at = 0; at < perSecond * seconds; at += 1) {
    const early = began + (at * 1000) / perSecond - performance.now();
    if (early > 1) await wait(early);
    const id = randomUUID();
    under.push(publishOne(database, topic, { id, at }).then(() => void committed.set(id, performance.now())));
  }
  await Promise.all(under);
  return committed;
}

async function publishOne(
  database: pg.Pool,
  topic: string,
  { id, at }: { readonly id: string; readonly at: number },
): Promise<void> {
  const stream = `${topic}-${at % STREAMS}`;
  await publish(database, { stream, key: stream, topic, type: TYPE, data: DATA, id });
}
