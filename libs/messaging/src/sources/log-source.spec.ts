import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PoolTransactions } from '#libs/persistence';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import type { OutgoingMessage } from '../outbox/outbox.js';
import { publish } from '../publish.js';
import { Shipper } from '../shipping/shipper.js';
import { LogSink } from '../sinks/log-sink.js';
import { LogSource } from './log-source.js';

const GROUP = 'spec-readers';
const HOURS = 3_600_000;

let database: TestDatabase;
let admin: pg.Pool;
let pool: pg.Pool;
const running: { stop(): Promise<void> }[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
  pool = new pg.Pool({ connectionString: database.urlFor('relay_app'), max: 4 });
});
afterEach(() => Promise.all(running.splice(0).map((one) => one.stop())));
afterAll(async () => {
  await Promise.all([pool.end(), admin.end()]);
  await database.drop();
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

function read(topic: string, safetyPollMs: number): string[] {
  const read: string[] = [];
  const databaseUrl = database.urlFor('relay_app');
  const source = new LogSource({ databaseUrl, group: GROUP, topics: [topic], safetyPollMs });
  source.start(({ messages, settled }) => {
    read.push(...messages.map(({ value }) => Buffer.from(value).toString()));
    settled(messages.at(-1)!.offset);
    return Promise.resolve();
  });
  running.push(source);
  return read;
}

const message = (topic: string, value: string): OutgoingMessage => ({ stream: 's', seq: 1n, topic, key: 'k', value });
const listens = (): Promise<boolean> =>
  admin
    .query(`SELECT FROM pg_stat_activity WHERE application_name = 'messaging-log-source' AND query LIKE '%FROM free%'
      AND state = 'idle' AND datname = current_database()`)
    .then(({ rowCount }) => rowCount === 1);
async function committed(topic: string): Promise<bigint> {
  const sql = `SELECT coalesce(max(next_offset), 0) AS n FROM messaging.group_offset WHERE topic = $1`;
  return BigInt((await admin.query<{ n: string }>(sql, [topic])).rows[0]!.n);
}

describe('a reader of the embedded log', () => {
  it('hears of what is appended, of a topic that is new, too, and writes down how far it is', async () => {
    const topic = 'heard.v1';
    const seen = read(topic, HOURS);
    await until(listens);
    for (const value of ['1', '2', '3']) {
      await new LogSink(pool, 1).send([message(topic, value)]);
      await until(() => seen.includes(value));
    }
    await until(async () => (await committed(topic)) === 3n);
  });

  it('finds by itself, late, what nobody told of', async () => {
    const topic = 'untold.v1';
    await new LogSink(pool, 1).send([message(topic, '1')]);
    const seen = read(topic, 50);
    await until(() => seen.includes('1'));
    await admin.query(`INSERT INTO messaging.log VALUES ($1, 0, 1, 'k', '2')`, [topic]);
    await until(() => seen.includes('2'));
  });

  it('looks at once when it has lost its session, whatever was told meanwhile', async () => {
    const topic = 'lost.v1';
    await new LogSink(pool, 1).send([message(topic, '1')]);
    const seen = read(topic, HOURS);
    await until(() => seen.includes('1'));
    await admin.query(`INSERT INTO messaging.log VALUES ($1, 0, 1, 'k', '2')`, [topic]);
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'messaging-log-source' AND datname = current_database()`);
    await until(() => seen.includes('2'));
  });

  it('hears, through the shipper, of what a transaction published; of nothing that was taken back', async () => {
    const topic = 'shipped.v1';
    const sink = new LogSink(pool, 1);
    const shipper = new Shipper({
      databaseUrl: database.urlFor('relay_app'),
      sink,
      source: 'urn:test',
      safetyPollMs: HOURS,
    });
    shipper.start();
    running.push(shipper);
    const seen = read(topic, HOURS);
    const transactions = new PoolTransactions(pool);
    const say = (n: number, fails = false): Promise<void> =>
      transactions.run(async (tx) => {
        await publish(tx, { stream: 'shipped', topic, key: 'k', type: 'x.y.v1', data: { n } });
        if (fails) throw new Error('taken back');
      });
    await say(1);
    await until(() => seen.length === 1);
    await expect(say(2, true)).rejects.toThrow('taken back');
    await say(3);
    await until(() => seen.length === 2);
    expect(seen.map((text) => (JSON.parse(text) as { data: { n: number } }).data.n)).toEqual([1, 3]);
  });
});
