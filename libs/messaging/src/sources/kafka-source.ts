import type { ConsumerCrashEvent, EachBatchPayload } from 'kafkajs';
import { BackOff, WakeUp } from '#libs/persistence';
import { kafkaClient, type KafkaOptions } from '../kafka/kafka-options.js';
import { openTopics } from '../kafka/open-topics.js';
import { silentLog, type MessagingLog } from '../messaging-log.js';
import { DEFAULT_PARTITIONS } from '../sinks/sink.js';
import { OffsetLedger } from './offset-ledger.js';
import type { ReceivedBatch, Source } from './source.js';

export interface KafkaSourceOptions extends KafkaOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** A member that says nothing for so long loses its partitions. */
  readonly sessionTimeoutMs?: number;
  /** Partitions worked on at once. */
  readonly concurrency?: number;
}

const COMMIT_MS = 500;
const BEAT_MS = 1_000;

type Receive = (batch: ReceivedBatch) => Promise<void>;

/** A Kafka consumer group. kafkajs neither commits nor resolves by itself: offsets move only over what is settled. */
export class KafkaSource implements Source {
  private readonly wake = new WakeUp();
  private readonly away = new BackOff(100, 2_000);
  private readonly log: MessagingLog;
  private running: Promise<void> | undefined;
  private readonly group: string;

  constructor(private readonly options: KafkaSourceOptions) {
    this.log = options.log ?? silentLog;
    this.group = `${options.topicPrefix ?? ''}${options.group}`;
  }

  start(receive: Receive): void {
    this.running ??= this.keepReading(receive);
  }

  async stop(): Promise<void> {
    this.wake.stop();
    await this.running;
  }

  /** One consumer after another: kafkajs gives up on some errors, and then a new member joins after a wait. */
  private async keepReading(receive: Receive): Promise<void> {
    while (!this.wake.stopped) {
      try {
        await this.consume(receive);
      } catch (err) {
        const delayMs = this.away.next();
        // Once an outage: each further try says nothing new.
        if (this.away.attempt === 1)
          this.log.warn({ group: this.group, err }, 'reading waits: Kafka is away. It goes on by itself where it was');
        await this.wake.backOff(delayMs);
      }
    }
  }

  private async consume(receive: Receive): Promise<void> {
    await this.openTopics();
    const consumer = kafkaClient(this.options).consumer({
      groupId: this.group,
      sessionTimeout: this.options.sessionTimeoutMs ?? 10_000,
      rebalanceTimeout: 20_000,
      heartbeatInterval: Math.min(BEAT_MS, (this.options.sessionTimeoutMs ?? 10_000) / 3),
      maxWaitTimeInMs: 250,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3, restartOnFailure: () => Promise.resolve(false) },
    });
    const ledger = new OffsetLedger();
    const working = new Set<Promise<void>>();
    const crashed = new Promise<ConsumerCrashEvent>((resolve) => consumer.on(consumer.events.CRASH, resolve));
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      if (this.away.attempt > 0) this.log.info({ group: this.group, attempts: this.away.attempt }, 'reading goes on');
      this.away.reset();
      ledger.keepOnly(payload.memberAssignment);
    });
    const commit = serially(() => ledger.commit((offsets) => consumer.commitOffsets(offsets)));
    const timer = setInterval(() => void commit(), COMMIT_MS);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: this.names(), fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: this.options.concurrency ?? 3,
        eachBatch: (payload) => tracked(working, this.hand(payload, receive, ledger)),
      });
      const crash = await Promise.race([crashed, this.wake.whenStopped]);
      if (crash) throw crash.payload.error;
    } finally {
      clearInterval(timer);
      await Promise.allSettled(working);
      await commit();
      await consumer.disconnect().catch(() => undefined);
    }
  }

  private async hand(payload: EachBatchPayload, receive: Receive, ledger: OffsetLedger): Promise<void> {
    const { batch } = payload;
    let lost: Error | undefined;
    const beat = setInterval(() => void payload.heartbeat().catch((error: Error) => (lost = error)), BEAT_MS);
    try {
      await receive({
        topic: batch.topic.slice((this.options.topicPrefix ?? '').length),
        partition: batch.partition,
        messages: batch.messages.map(({ offset, value }) => ({
          offset: BigInt(offset),
          value: value ?? Buffer.alloc(0),
        })),
        current: () => lost === undefined && !this.wake.stopped && payload.isRunning() && !payload.isStale(),
        settled: (offset) => {
          if (payload.isStale()) return;
          payload.resolveOffset(offset.toString());
          ledger.settle(batch.topic, batch.partition, offset);
        },
      });
    } finally {
      clearInterval(beat);
    }
    if (lost) throw lost;
  }

  private async openTopics(): Promise<void> {
    const admin = kafkaClient(this.options).admin();
    try {
      await admin.connect();
      await openTopics(admin, this.names(), this.options.partitions ?? DEFAULT_PARTITIONS);
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }

  private names(): string[] {
    return this.options.topics.map((topic) => `${this.options.topicPrefix ?? ''}${topic}`);
  }
}

/** Calls of `work` never overlap; the promise is of the last one asked for. */
function serially(work: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  return () => (last = last.then(work));
}

function tracked(set: Set<Promise<void>>, work: Promise<void>): Promise<void> {
  set.add(work);
  return work.finally(() => set.delete(work));
}
