import { BackOff, type LeaderConnection, openLeaderConnection, WakeUp } from '#libs/persistence';
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
  /** How long it waits at most before it looks again, where it hears of what is appended. */
  readonly safetyPollMs?: number;
}

const SHORTEST_POLL_MS = 5;
const LONGEST_POLL_MS = 100;
const AFTER_FAILURE_MS = 200;
const SAFETY_POLL_MS = 5_000;
const ASSIGN_MS = 500;
const COMMIT_MS = 500;

/**
 * The embedded log's consumer group: each partition is read by whoever holds its advisory lock. Offsets become visible
 * in their order (see LogSink), so here, unlike in the outbox, a cursor is safe. Reads when it hears that something was
 * appended; often, where it hears nothing.
 */
export class LogSource implements Source {
  private readonly wake = new WakeUp();
  private readonly away = new BackOff(50, 2_000);
  private readonly log: MessagingLog;
  private running: Promise<void> | undefined;
  private session = 0;
  private hears = false;
  private pollMs = SHORTEST_POLL_MS;
  private assignAt = 0;
  private commitAt = 0;

  constructor(private readonly options: LogSourceOptions) {
    this.log = options.log ?? silentLog;
  }

  start(receive: (batch: ReceivedBatch) => Promise<void>): void {
    this.running ??= this.keepFollowing(receive);
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
      // Before the first look, so that nothing falls between the two.
      await this.listen(connection);
      while (!this.wake.stopped) {
        connection.lost.throwIfAborted();
        await this.keepPlace(reader);
        const found = await reader.read(batchSize, (assignment) => !working.has(assignment));
        for (const [assignment, batch] of found) {
          const current = (): boolean => !this.wake.stopped && session === this.session;
          const work = this.receiveOne(receive, { ...batch, current }).finally(() => {
            working.delete(assignment);
            this.wake.kick();
          });
          working.set(assignment, work);
        }
        if (found.length === 0) await this.wake.wait(this.waitMs(reader));
        else {
          this.away.reset();
          this.pollMs = SHORTEST_POLL_MS;
        }
      }
    } finally {
      this.session += 1;
      await Promise.all(working.values());
      await reader.commit().catch(() => undefined);
      await connection.close();
    }
  }

  private async listen(connection: LeaderConnection): Promise<void> {
    [this.hears, this.assignAt, this.pollMs] = [false, 0, SHORTEST_POLL_MS];
    connection.lost.addEventListener('abort', () => this.wake.kick());
    await connection.listen('messaging.log', (what) => {
      this.hears = true;
      if (what !== 'news') return;
      // It may be of a topic that is new, or of a partition whose reader has gone.
      this.assignAt = Math.min(this.assignAt, Date.now() + ASSIGN_MS);
      this.wake.kick();
    });
  }

  private async keepPlace(reader: LogReader): Promise<void> {
    if (Date.now() >= this.assignAt) {
      // First, so that what is heard meanwhile brings it nearer.
      this.assignAt = Date.now() + this.safetyPollMs;
      const readsAll = await reader.assign();
      if (!readsAll || !this.hears) this.assignAt = Math.min(this.assignAt, Date.now() + ASSIGN_MS);
    }
    if (Date.now() >= this.commitAt) {
      await reader.commit();
      this.commitAt = Date.now() + COMMIT_MS;
    }
  }

  /** Until something is due, or may be there of which nobody told. */
  private waitMs(reader: LogReader): number {
    const pollMs = this.hears ? this.safetyPollMs * (1 - Math.random() / 4) : this.pollMs;
    this.pollMs = Math.min(LONGEST_POLL_MS, this.pollMs * 2);
    return Math.min(pollMs, ...[this.assignAt, ...(reader.ahead ? [this.commitAt] : [])].map((at) => at - Date.now()));
  }

  private get safetyPollMs(): number {
    return this.options.safetyPollMs ?? SAFETY_POLL_MS;
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
