import pg from 'pg';
import {
  ConsumerRunner,
  KafkaSink,
  KafkaSource,
  LogSink,
  LogSource,
  publish,
  Shipper,
  type EventHandler,
  type Inbox,
  type ReceivedEvent,
  type ShipperOptions,
  type Sink,
  type Source,
} from '#libs/messaging';
import { OffsetFirstSource } from '../faults/offset-first-source.js';
import { SplitInbox } from '../faults/split-inbox.js';
import { CrashingSink, CrashingTransactions, CrashPlan } from './crash.js';
import { ECHO_TOPIC, GROUP, TOPIC, type WorkerPlan } from './plan.js';

export interface Worker {
  stop(): Promise<void>;
}

export function openPool(databaseUrl: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max, connectionTimeoutMillis: 5_000 });
  pool.on('error', () => undefined);
  // The suite kills the server: a connection that is given back broken may have a second error to tell.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function kafkaOptions(plan: WorkerPlan & { sink: { kind: 'kafka' } }) {
  const { brokers, topicPrefix } = plan.sink;
  return { brokers: [brokers], clientId: `test-${plan.role}`, topicPrefix, partitions: 3 };
}

const isKafka = (plan: WorkerPlan): plan is WorkerPlan & { sink: { kind: 'kafka' } } => plan.sink.kind === 'kafka';

/** The product's shipper as the relay wires it; the options are for seeded faults. */
export function startShipper(plan: WorkerPlan, faults: Partial<ShipperOptions> = {}): Worker & { sink: Sink } {
  const pool = openPool(plan.databaseUrl, 2);
  const real = isKafka(plan) ? new KafkaSink(kafkaOptions(plan)) : new LogSink(pool, 3);
  const sink = new CrashingSink(real, new CrashPlan(plan.crash));
  const shipper = new Shipper({ databaseUrl: plan.databaseUrl, sink, source: 'urn:test:conformance', ...faults });
  shipper.start();
  const stop = async (): Promise<void> => {
    await shipper.stop();
    await sink.close();
    await pool.end();
  };
  return { stop, sink };
}

/** The product's runner with a handler that leaves its effect twice over: a row, and a message of its own. */
export function startConsumer(plan: WorkerPlan): Worker & { runner: ConsumerRunner<pg.PoolClient> } {
  const pool = openPool(plan.databaseUrl, 6);
  const crash = new CrashPlan(plan.crash);
  const transactions = new CrashingTransactions(pool, crash);
  const handler: EventHandler<pg.PoolClient> = async (event, tx) => {
    await leaveEffect(event, tx);
    transactions.effect(tx);
    crash.reached('in-handler');
  };
  const inboxOf = (order: 'mark-first' | 'effect-first'): Inbox => new SplitInbox(GROUP, transactions, handler, order);
  const fault = plan.fault;
  const runner = new ConsumerRunner<pg.PoolClient>({
    group: GROUP,
    source: fault === 'offset-first' ? new OffsetFirstSource(openSource(plan)) : openSource(plan),
    transactions,
    handlers: { [TOPIC]: handler },
    ...(fault === 'mark-first' || fault === 'effect-first' ? { inbox: inboxOf(fault) } : {}),
  });
  runner.start();
  const stop = async (): Promise<void> => {
    await runner.stop();
    await pool.end();
  };
  return { stop, runner };
}

function openSource(plan: WorkerPlan): Source {
  if (!isKafka(plan)) return new LogSource({ databaseUrl: plan.databaseUrl, group: GROUP, topics: [TOPIC] });
  return new KafkaSource({ ...kafkaOptions(plan), group: GROUP, topics: [TOPIC], sessionTimeoutMs: 2_000 });
}

async function leaveEffect(event: ReceivedEvent, tx: pg.PoolClient): Promise<void> {
  const { stream, seq, id, data } = event;
  const refused = await tx.query('SELECT 1 FROM proof.refused WHERE event_id = $1', [id]);
  if (refused.rowCount) throw new Error('this event is refused');
  await tx.query('INSERT INTO proof.effect (stream, seq, event_id) VALUES ($1, $2, $3)', [stream, seq.toString(), id]);
  const key = (data as { key: string }).key;
  await publish(tx, { stream: `echo.${stream}`, topic: ECHO_TOPIC, key, type: ECHO_TOPIC, data: { of: id } });
}
