import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { isTopicFault } from '../kafka/topic-faults.js';
import type { OutgoingMessage } from '../outbox/outbox.js';
import { partitionOf } from '../partition-of.js';
import { assertAcknowledged } from './kafka-sink.js';
import { LogSink } from './log-sink.js';

const message = (n: number, topic: string): OutgoingMessage => ({
  stream: `s${n % 7}`,
  seq: 1n,
  topic,
  key: `k${n % 7}`,
  value: `${n}`,
});

describe('LogSink', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.urlFor('relay_app'), max: 8 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('gives gapless offsets in batch order, whoever else appends at the same time', async () => {
    const sinks = Array.from({ length: 4 }, () => new LogSink(pool, 3));
    const topics = ['one.v1', 'two.v1'];
    await Promise.all(
      sinks.flatMap((sink, s) =>
        Array.from({ length: 5 }, (_, b) =>
          sink.send(Array.from({ length: 20 }, (_, n) => message(s * 1_000 + b * 100 + n, topics[(n + s) % 2]!))),
        ),
      ),
    );
    const { rows } = await pool.query<{ count: number; last: number }>(
      'SELECT count(*)::int AS count, max(log_offset)::int AS last FROM messaging.log GROUP BY topic, partition',
    );
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(400);
    for (const { count, last } of rows) expect(last).toBe(count - 1);
    const disorder = await pool.query(
      `SELECT 1 FROM (SELECT value::int / 100 AS batch, value::int AS n,
         lag(value::int) OVER (PARTITION BY topic, partition, value::int / 100 ORDER BY log_offset) AS before FROM messaging.log) l
       WHERE before > n`,
    );
    expect(disorder.rowCount).toBe(0);
  });

  it('keeps the partition count that a topic was created with', async () => {
    await new LogSink(pool, 5).send([message(1, 'kept.v1')]);
    await new LogSink(pool, 2).send([message(1, 'kept.v1')]);
    const { rows } = await pool.query("SELECT DISTINCT partition FROM messaging.log WHERE topic = 'kept.v1'");
    expect(rows).toEqual([{ partition: partitionOf('k1', 5) }]);
  });
});

describe('partitionOf', () => {
  it("agrees with the Java client's murmur2", () => {
    // Utils.toPositive(Utils.murmur2("21".getBytes())) is 1173551340 (UtilsTest of Apache Kafka: -973932308).
    expect(partitionOf('21', 1000)).toBe((-973_932_308 & 0x7fffffff) % 1000);
  });
});

describe('assertAcknowledged', () => {
  const sent = [{ topic: 't', messages: [0, 0, 1].map((partition) => ({ value: 'v', partition })) }];
  const row = (partition: number, errorCode = 0) => ({ topicName: 't', partition, errorCode });

  it('is content with one row without error for each partition addressed', () => {
    expect(() => assertAcknowledged(sent, [row(0), row(1)])).not.toThrow();
  });

  it.each([
    ['a partition is missing', [row(0)]],
    ['a partition stands twice', [row(0), row(0), row(1)]],
    ['another partition stands there', [row(0), row(1), row(2)]],
    ['a row has an error', [row(0), row(1, 3)]],
    ['nothing came', []],
  ])('throws when %s', (_name, rows) => {
    expect(() => assertAcknowledged(sent, rows)).toThrow('Kafka');
  });
});

describe('isTopicFault', () => {
  const protocol = (type: string): Error =>
    new kafkajs.KafkaJSProtocolError({ type, message: type, code: 1, retriable: false } as never);

  it("tells one topic's fault from a cluster in trouble, through kafkajs's wrappers", () => {
    const wrapped = new kafkajs.KafkaJSNumberOfRetriesExceeded(
      protocol('MESSAGE_TOO_LARGE') as never,
      { retryCount: 3, retryTime: 1 } as never,
    );
    (wrapped as { cause?: unknown }).cause = protocol('MESSAGE_TOO_LARGE');
    expect(isTopicFault(wrapped)).toBe(true);
    expect(isTopicFault(protocol('TOPIC_AUTHORIZATION_FAILED'))).toBe(true);
    expect(isTopicFault(protocol('NOT_ENOUGH_REPLICAS'))).toBe(false);
    expect(isTopicFault(new Error('connect ECONNREFUSED'))).toBe(false);
  });
});
