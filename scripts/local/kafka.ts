import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { findJava, provideKafkaJars } from './kafka-jars.js';
import { listensOn } from './listening-process.js';
import { freePort } from './free-port.js';
import { randomArgument } from './random-argument.js';

export interface KafkaPlace {
  /** Everything of this broker: configuration, log file, topics. A second start on it finds its topics again. */
  readonly dataDir: string;
  /** A free one is chosen when left out. */
  readonly port?: number;
  readonly report?: (line: string) => void;
}

/** A running broker of ours, in its own session, so that Ctrl-C in a terminal does not reach it. */
export interface RunningKafka {
  readonly brokers: string;
  readonly port: number;
  readonly pid: number;
  /** Stops in order within 20 s, and by force after that. Idempotent. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
/** One broker on somebody's laptop: a quick start counts for more than the last bit of throughput. */
const SMALL_JVM = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];

/**
 * One Apache Kafka broker in KRaft mode on loopback. Resolves when it answers as the cluster that was formatted here
 * and its own process is the one that listens.
 */
export async function startKafka(place: KafkaPlace): Promise<RunningKafka> {
  const java = await findJava();
  const jars = await provideKafkaJars(place.report);
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
  const port = place.port ?? (await freePort());
  const properties = join(place.dataDir, 'server.properties');
  writeFileSync(properties, serverProperties(place.dataDir, port, await freePort()));
  const logFile = join(place.dataDir, 'kafka.log');
  const classPath = ['-cp', join(jars, '*'), '-Dlog4j2.level=WARN'];
  const meta = join(place.dataDir, 'topics', 'meta.properties');
  if (!existsSync(meta)) {
    const clusterId = randomArgument(16);
    const format = launch(
      java,
      [...classPath, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', properties],
      logFile,
    );
    if ((await ended(format)) !== 0)
      throw new Error(`Kafka's storage could not be formatted (${lastLineOf(logFile)}); see ${logFile}`);
  }
  const broker = launch(java, [...SMALL_JVM, ...classPath, 'kafka.Kafka', properties], logFile);
  const gone = ended(broker);
  try {
    await untilReady(broker, port, /^cluster\.id=(.+)$/m.exec(readFileSync(meta, 'utf8'))?.[1] ?? '', logFile);
  } catch (error) {
    broker.kill('SIGKILL');
    throw error;
  }
  broker.unref();
  return { brokers: `127.0.0.1:${port}`, port, pid: broker.pid!, stop: () => stop(broker, gone) };
}

/**
 * Topics are made by the product alone (their partition counts matter), and are kept. The short broker session lets a
 * broker that was killed come back at once: the controller waits for its old session to end.
 */
function serverProperties(dataDir: string, port: number, controllerPort: number): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
log.dirs=${join(dataDir, 'topics')}
auto.create.topics.enable=false
log.retention.ms=-1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=2000
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
`;
}

function lastLineOf(logFile: string): string {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').at(-1) || 'it said nothing';
}

function launch(java: string, args: readonly string[], logFile: string): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(java, args, { detached: true, stdio: ['ignore', log, log], cwd: '/' });
  closeSync(log);
  return child;
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

/** `port` may have been taken in between: the answer must come from our process, and name our cluster. */
async function untilReady(broker: ChildProcess, port: number, clusterId: string, logFile: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (broker.exitCode !== null || broker.signalCode !== null) {
      throw new Error(`Kafka stopped while starting on port ${port}; see ${logFile}`);
    }
    if (listensOn(broker.pid!, port) && (await clusterAt(port)) === clusterId) return;
    await wait(100);
  }
  throw new Error(`Kafka was not ready within ${READY_WITHIN_MS / 1000} s on port ${port}; see ${logFile}`);
}

async function clusterAt(port: number): Promise<string | undefined> {
  const brokers = [`127.0.0.1:${port}`];
  const admin = new Kafka({ clientId: 'start', brokers, logLevel: logLevel.NOTHING, retry: { retries: 0 } }).admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    return cluster.brokers.length > 0 ? cluster.clusterId : undefined;
  } catch {
    return undefined;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

async function stop(broker: ChildProcess, gone: Promise<number | null>): Promise<void> {
  if (broker.exitCode !== null || broker.signalCode !== null) return;
  broker.kill('SIGTERM');
  const force = setTimeout(() => broker.kill('SIGKILL'), 20_000);
  await gone;
  clearTimeout(force);
}
