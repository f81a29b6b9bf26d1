import { BackOff, openLeaderConnection, WakeUp } from '#libs/persistence';
import { describeWait } from '../consuming/failure.js';
import { silentLog, type MessagingLog } from '../messaging-log.js';
import { LogReader, type Assignment } from './log-reader.js';
import type { ReceivedBatch, Source } from './source.js';

export interface LogSourceOptions {
  /** A role that may read the embedded log; one direct connection is kept. */
  readonly databaseUrl: string;
  readonly group: string;
  readonly topics: readonly string[];
  readonly log?: MessagingLog;
  readonly batchSize?: number;
}

const SHORTEST_POLL_MS = 5;
const LONGEST_POLL_MS = 100;
const AFTER_FAILURE_MS = 200;
const ASSIGN_MS = 500;
const COMMIT_MS = 500;

/**
 * The embedded log's consumer group: each partition is read by whoever holds its advisory lock. Offsets become visible
 * in their order (see LogSink), so here, unlike in the outbox, a cursor is safe.
 */
export class LogSource implements Source {
  private readonly wake = new WakeUp();
  private readonly away = new BackOff(50, 2_000);
  private readonly log: MessagingLog;
  private running: Promise<void> | undefined;
  private session = 0;

  constructor(private readonly options: LogSourceOptions) {
    this.log = options.log ?? silentLog;
  }

  start(receive: (batch: ReceivedBatch) => Promise<void>): void {
    this.running ??= this.keepFollowing(receive);
  }

  /** Something was appended: read at once instead of at the next poll. */
  kick(): void {
    this.wake.kick();
  }

  async stop(): Promise<void> {
    this.wake.stop();
    await this.running;
  }

  private async keepFollowing(receive: (batch: ReceivedBatch) => Promise<void>): Promise<void> {
    while (!this.wake.stopped) {
      try {
        await this.follow(receive);
      } catch (err) {
        const delayMs = this.away.next();
        this.log.warn(
          { group: this.options.group, attempt: this.away.attempt, delayMs, err },
          `reading waits: ${describeWait(err)}`,
        );
        await this.wake.backOff(delayMs);
      }
    }
  }

  private async follow(receive: (batch: ReceivedBatch) => Promise<void>): Promise<void> {
    const { databaseUrl, group, topics, batchSize = 500 } = this.options;
    const connection = await openLeaderConnection(databaseUrl, 'messaging-log-source');
    const session = (this.session += 1);
    const reader = new LogReader(connection.client, group, topics);
    const working = new Map<Assignment, Promise<void>>();
    try {
      let [nextAssign, nextCommit, pollMs] = [0, Date.now() + COMMIT_MS, SHORTEST_POLL_MS];
      while (!this.wake.stopped) {
        if (Date.now() >= nextAssign) {
          await reader.assign();
          nextAssign = Date.now() + ASSIGN_MS;
        }
        if (Date.now() >= nextCommit) {
          await reader.commit();
          nextCommit = Date.now() + COMMIT_MS;
        }
        const found = await reader.read(batchSize, (assignment) => !working.has(assignment));
        for (const [assignment, batch] of found) {
          const current = (): boolean => !this.wake.stopped && session === this.session;
          const work = this.receiveOne(receive, { ...batch, current }).finally(() => {
            working.delete(assignment);
            this.wake.kick();
          });
          working.set(assignment, work);
        }
        if (found.length > 0) this.away.reset();
        pollMs = found.length > 0 ? SHORTEST_POLL_MS : Math.min(LONGEST_POLL_MS, pollMs * 2);
        if (found.length === 0) await this.wake.wait(pollMs);
      }
    } finally {
      this.session += 1;
      await Promise.all(working.values());
      await reader.commit().catch(() => undefined);
      await connection.close();
    }
  }

  private async receiveOne(receive: (batch: ReceivedBatch) => Promise<void>, batch: ReceivedBatch): Promise<void> {
    try {
      await receive(batch);
    } catch (err) {
      const { topic, partition } = batch;
      this.log.error({ group: this.options.group, topic, partition, err }, 'batch failed; it is read again');
      await this.wake.backOff(AFTER_FAILURE_MS);
    }
  }
}
