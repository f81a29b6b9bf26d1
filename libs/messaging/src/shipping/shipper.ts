import { BackOff } from '../back-off.js';
import { silentLog, type MessagingLog } from '../messaging-log.js';
import type { Outbox } from '../outbox/outbox.js';
import { PgOutbox } from '../outbox/pg-outbox.js';
import type { Sink } from '../sinks/sink.js';
import type { SqlExecutor } from '../sql.js';
import { WakeUp } from '../wake-up.js';
import { BarredTopics } from './barred-topics.js';
import { deliver } from './deliver.js';
import { openLeaderConnection } from './leader-connection.js';
import { AdvisoryShardLocks, SHARDS, type ShardLocks } from './shard-locks.js';

export interface ShipperOptions {
  /** A role with SELECT and DELETE on the outbox (relay_app); one direct connection is kept. */
  readonly databaseUrl: string;
  readonly sink: Sink;
  /** CloudEvents `source` of every message: a URI of the place, never of a person. */
  readonly source: string;
  readonly log?: MessagingLog;
  /** Messages and bytes of one batch; one batch is in flight at a time. */
  readonly maxMessages?: number;
  readonly maxBytes?: number;
  /** Replaced by the seeded faults of test/messaging only. */
  readonly outbox?: (connection: SqlExecutor) => Outbox;
  readonly locks?: ShardLocks;
}

const SHORTEST_POLL_MS = 5;
const LONGEST_POLL_MS = 50;
const STANDBY_MS = 500;

/**
 * Takes committed messages from the outbox to the sink: at least once, in `seq` order within a stream. Any number of
 * processes may run one; each shard has one leader, and the rest stand by. No transaction is open during a send.
 *
 * A leader that loses its connection in mid-send may have the same rows sent again by its successor, from the first one
 * not removed: what a reader sees first of each `seq` is still in order, and the repeats are skipped by the mark.
 */
export class Shipper {
  private readonly wake = new WakeUp();
  private readonly away = new BackOff(50, 2_000);
  private readonly barred = new BarredTopics();
  private readonly log: MessagingLog;
  private running: Promise<void> | undefined;
  private pollMs = SHORTEST_POLL_MS;

  constructor(private readonly options: ShipperOptions) {
    this.log = options.log ?? silentLog;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** There is something new: call it after the commit of a transaction that published. Cheap; never throws. */
  kick(): void {
    this.wake.kick();
  }

  /** Finishes the batch in flight, removes it from the outbox and gives up the leadership. Idempotent. */
  async stop(): Promise<void> {
    this.wake.stop();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.wake.stopped) {
      try {
        await this.lead();
      } catch (err) {
        const delayMs = this.away.next();
        this.log.warn({ attempt: this.away.attempt, delayMs, err }, 'shipping waits: the database or the sink is away');
        await this.wake.backOff(delayMs);
      }
    }
  }

  /** One session of leadership; a failure of the database or the sink ends it, and with it the locks. */
  private async lead(): Promise<void> {
    const connection = await openLeaderConnection(this.options.databaseUrl, 'messaging-shipper');
    try {
      const outbox = this.options.outbox?.(connection.client) ?? new PgOutbox(connection.client, this.options.source);
      const led = new Set<number>();
      let nextTry = 0;
      while (!this.wake.stopped) {
        if (led.size < SHARDS.length && Date.now() >= nextTry) {
          await this.takeShards(connection.client, led);
          nextTry = Date.now() + STANDBY_MS;
        }
        const shipped = led.size > 0 && (await this.shipBatch(outbox, [...led]));
        if (!shipped) await this.idle(led.size > 0);
      }
    } finally {
      await connection.close();
    }
  }

  private async takeShards(client: SqlExecutor, led: Set<number>): Promise<void> {
    const wanted = SHARDS.filter((shard) => !led.has(shard));
    const shards = await (this.options.locks ?? LOCKS).acquire(client, wanted);
    for (const shard of shards) led.add(shard);
    if (shards.length > 0 && this.away.attempt === 0) this.log.info({ shards }, 'ships these shards from now on');
  }

  private async shipBatch(outbox: Outbox, shards: readonly number[]): Promise<boolean> {
    const { maxMessages = 500, maxBytes = 700_000 } = this.options;
    const batch = await outbox.due({ shards, except: this.barred.current(), maxMessages, maxBytes });
    if (batch.length === 0) return false;
    const delivered = await deliver(batch, this.options.sink, this.barred, this.log);
    if (delivered.length > 0) await outbox.remove(delivered);
    if (this.away.attempt > 0) this.log.info({ count: delivered.length }, 'shipping goes on');
    this.away.reset();
    this.pollMs = SHORTEST_POLL_MS;
    return true;
  }

  private async idle(leading: boolean): Promise<void> {
    await this.wake.wait(leading ? this.pollMs : STANDBY_MS);
    this.pollMs = Math.min(LONGEST_POLL_MS, this.pollMs * 2);
  }
}

const LOCKS = new AdvisoryShardLocks();
