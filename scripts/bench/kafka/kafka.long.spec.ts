import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kafkaClient, KafkaSink, Shipper, type KafkaOptions } from '#libs/messaging';
import { hotPool } from '#libs/persistence';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import type pg from 'pg';
import { startKafka, type RunningKafka } from '../../local/kafka.js';
import { drainOutbox } from './drain-outbox.js';
import { measureArrivals } from './measure-arrivals.js';
import { sendBatches } from './send-batches.js';

describe('what the bench does with Kafka', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-kafka-'));
  let broker: RunningKafka;
  let database: TestDatabase;
  let pool: pg.Pool;
  let shipper: Shipper;
  let options: KafkaOptions;
  beforeAll(async () => {
    [broker, database] = await Promise.all([startKafka({ dataDir }), createTestDatabase()]);
    options = { brokers: [broker.brokers], clientId: 'bench-spec' };
    pool = hotPool(database.adminUrl, 'bench-spec', () => undefined, 4);
    const sink = new KafkaSink(options);
    shipper = new Shipper({ databaseUrl: database.urlFor('relay_app'), sink, source: 'urn:bench' });
    shipper.start();
  }, 120_000);
  afterAll(async () => {
    await shipper.stop();
    await pool.end();
    await broker.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('drains what it laid in the outbox, all of it', async () => {
    const { operations, perSecond } = await drainOutbox(pool, 1_200);
    expect(operations).toBe(1_200);
    expect(perSecond).toBeGreaterThan(0);
    expect((await pool.query('SELECT FROM messaging.outbox')).rowCount).toBe(0);
  }, 60_000);

  it('sends as many by kafkajs alone, to the same topic', async () => {
    const producer = kafkaClient(options).producer({ idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    expect((await sendBatches(producer, 1_000, 500)).operations).toBe(1_000);
    await producer.disconnect();
  }, 60_000);

  it('sees each message arrive that was committed', async () => {
    const { durations, round } = await measureArrivals(pool, options, { perSecond: 50, seconds: 1 });
    expect(durations).toHaveLength(50);
    expect(durations.every((ms) => ms >= 0 && ms < 60_000)).toBe(true);
    expect(round.operations).toBe(50);
  }, 120_000);
});
