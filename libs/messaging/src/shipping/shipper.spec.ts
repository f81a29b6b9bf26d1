import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createLog } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import type { OutgoingMessage } from '../outbox/outbox.js';
import { publish } from '../publish.js';
import { KafkaSink } from '../sinks/kafka-sink.js';
import { TopicRefused, type Sink } from '../sinks/sink.js';
import { Shipper, type ShipperOptions } from './shipper.js';

/** A sink in memory whose behaviour a test decides. */
class ScriptedSink implements Sink {
  readonly sent: OutgoingMessage[] = [];
  constructor(
    private readonly before: (messages: readonly OutgoingMessage[]) => Promise<void> = () => Promise.resolve(),
  ) {}
  async send(messages: readonly OutgoingMessage[]): Promise<void> {
    await this.before(messages);
    this.sent.push(...messages);
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not come to pass within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('Shipper', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.adminUrl });
  });
  beforeEach(() => pool.query('DELETE FROM messaging.outbox'));
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const started: Shipper[] = [];
  afterEach(() => Promise.all(started.splice(0).map((one) => one.stop())));

  function shipper(sink: Sink, rest: Partial<ShipperOptions> = {}): Shipper {
    const made = new Shipper({ databaseUrl: database.urlFor('relay_app'), sink, source: 'urn:test', ...rest });
    started.push(made);
    return made;
  }
  const say = (stream: string, topic = 'a.v1'): Promise<bigint> =>
    publish(pool, { stream, topic, key: 'k', type: 'x.y.v1', data: {} });
  const waiting = async (): Promise<number> => (await pool.query('SELECT FROM messaging.outbox')).rowCount ?? 0;

  it('has no transaction open while the sink is slow, and finishes the batch in flight when it stops', async () => {
    let release!: () => void;
    let sending = false;
    const sink = new ScriptedSink(() => {
      sending = true;
      return new Promise((resolve) => (release = resolve));
    });
    const running = shipper(sink);
    running.start();
    await say('slow');
    running.kick();
    await until(() => sending);
    const { rows } = await pool.query(
      "SELECT state, xact_start FROM pg_stat_activity WHERE application_name = 'messaging-shipper' AND datname = current_database()",
    );
    expect(rows).toEqual([{ state: 'idle', xact_start: null }]);
    const stopped = running.stop();
    release();
    await stopped;
    expect([sink.sent.length, await waiting()]).toEqual([1, 0]);
  });

  it('lets a refusing topic wait and sends the others', async () => {
    let refusing = true;
    const sink = new ScriptedSink(async (messages) => {
      if (refusing && messages.some((m) => m.topic === 'bad.v1')) throw new TopicRefused('no right to write');
    });
    const errors: string[] = [];
    const error = (_fields: object, text: string): void => void errors.push(text);
    shipper(sink, { log: { info: () => undefined, warn: () => undefined, error } }).start();
    await say('bad-1', 'bad.v1');
    await say('good-1');
    await until(() => sink.sent.length === 1);
    await say('good-2');
    await until(() => sink.sent.length === 2);
    await until(async () => (await waiting()) === 1);
    expect(sink.sent.map((m) => m.stream)).toEqual(['good-1', 'good-2']);
    expect(errors[0]).toBe('topic refuses messages; they wait in the outbox');
    refusing = false;
    await until(() => sink.sent.length === 3);
  });

  it('waits out a sink that is away and says so', async () => {
    let tries = 0;
    const sink = new ScriptedSink(() =>
      (tries += 1) <= 3 ? Promise.reject(new Error('connect ECONNREFUSED')) : Promise.resolve(),
    );
    const lines: string[] = [];
    const note = (_fields: object, text: string): void => void lines.push(text);
    const running = shipper(sink, { log: { info: note, warn: note, error: note } });
    await say('patient');
    running.start();
    await until(() => sink.sent.length === 1);
    await running.stop();
    const text = 'background work waits: something is away. Nothing is lost, and it goes on by itself';
    expect(lines).toEqual(['leads these shards from now on', text, 'background work goes on']);
  });

  it('names Kafka where Kafka is away, once, with what it said, and says when it goes on', async () => {
    const lines: { level: string; msg: string; err?: { message?: string } }[] = [];
    const destination = { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) };
    const nobodyListens = new KafkaSink({ brokers: ['127.0.0.1:1'], clientId: 'spec' });
    let tries = 0;
    const sink = new ScriptedSink(async (messages) => {
      if ((tries += 1) <= 2) await nobodyListens.send(messages);
    });
    const running = shipper(sink, { log: createLog({ app: 'spec', level: 'info', destination }) });
    await say('patient');
    running.start();
    await until(() => sink.sent.length === 1);
    await running.stop();
    await nobodyListens.close();
    expect(lines.map(({ level, msg }) => `${level}: ${msg}`)).toEqual([
      'info: leads these shards from now on',
      'warn: background work waits: Kafka is away. Nothing is lost, and it goes on by itself',
      'info: background work goes on',
    ]);
    expect(lines[1]!.err!.message).toContain('ECONNREFUSED');
  });

  it('is led by one at a time; when its connection is cut, it or another goes on', async () => {
    const sinks = [new ScriptedSink(), new ScriptedSink()];
    const both = sinks.map((sink) => shipper(sink));
    for (const one of both) one.start();
    const cut =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'messaging-shipper' AND datname = current_database()";
    for (let n = 1; n <= 30; n += 1) {
      await say('led');
      if (n % 10 === 0) await pool.query(cut);
    }
    await until(async () => (await waiting()) === 0);
    await Promise.all(both.map((one) => one.stop()));
    const seen = new Set(sinks.flatMap((sink) => sink.sent.map((m) => m.seq)));
    expect(seen.size).toBe(30);
  });

  it('cuts a batch by size and still sends one that is larger than the limit', async () => {
    const sizes: number[] = [];
    const sink = new ScriptedSink((messages) => Promise.resolve(void sizes.push(messages.length)));
    const data = { long: 'x'.repeat(100_000) };
    for (let n = 0; n < 5; n += 1)
      await publish(pool, { stream: 'large', topic: 'a.v1', key: 'k', type: 'x.y.v1', data });
    shipper(sink, { maxBytes: 90_000 }).start();
    await until(() => sink.sent.length === 5);
    expect(sizes).toEqual([1, 1, 1, 1, 1]);
    expect(sink.sent.map((m) => m.seq)).toEqual([1n, 2n, 3n, 4n, 5n]);
  });
});
