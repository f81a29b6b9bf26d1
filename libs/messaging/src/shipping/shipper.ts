import {
  AdvisoryShardLocks,
  type Found,
  ShardLeader,
  SHARDS,
  type ShardLocks,
  type SqlExecutor,
} from '#libs/persistence';
import { silentLog, type MessagingLog } from '../messaging-log.js';
import type { Outbox } from '../outbox/outbox.js';
import { PgOutbox } from '../outbox/pg-outbox.js';
import type { Sink } from '../sinks/sink.js';
import { BarredTopics } from './barred-topics.js';
import { deliver } from './deliver.js';

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
  /** How long it waits at most before it looks for what nobody told of. */
  readonly safetyPollMs?: number;
  /** Replaced by the seeded faults of test/messaging only. */
  readonly outbox?: (connection: SqlExecutor) => Outbox;
  readonly locks?: ShardLocks;
}

/**
 * Takes committed messages from the outbox to the sink: at least once, in `seq` order within a stream. Any number of
 * processes may run one; each shard has one leader, and the rest stand by. No transaction is open during a send.
 *
 * A leader that loses its connection in mid-send may have the same rows sent again by its successor, from the first one
 * not removed: what a reader sees first of each `seq` is still in order, and the repeats are skipped by the mark.
 */
export class Shipper {
  private readonly barred = new BarredTopics();
  private readonly log: MessagingLog;
  private readonly leader: ShardLeader;

  constructor(private readonly options: ShipperOptions) {
    this.log = options.log ?? silentLog;
    this.leader = new ShardLeader({
      databaseUrl: options.databaseUrl,
      application: 'messaging-shipper',
      shards: SHARDS,
      locks: options.locks ?? new AdvisoryShardLocks(LOCK_CLASS),
      log: this.log,
      channel: 'messaging.outbox',
      ...(options.safetyPollMs === undefined ? {} : { safetyPollMs: options.safetyPollMs }),
      begin: (connection) => {
        const outbox = options.outbox?.(connection) ?? new PgOutbox(connection, options.source);
        return (led) => this.shipBatch(outbox, led);
      },
    });
  }

  start(): void {
    this.leader.start();
  }

  /** There is something new, here in this process: sooner than the notification that tells of it. Cheap; never throws. */
  kick(): void {
    this.leader.kick();
  }

  /** Finishes the batch in flight, removes it from the outbox and gives up the leadership. Idempotent. */
  stop(): Promise<void> {
    return this.leader.stop();
  }

  private async shipBatch(outbox: Outbox, shards: readonly number[]): Promise<Found> {
    const { maxMessages = 500, maxBytes = 700_000 } = this.options;
    const batch = await outbox.due({ shards, except: this.barred.current(), maxMessages, maxBytes });
    if (batch.length === 0) return { dueInMs: this.barred.nextInMs() };
    const delivered = await deliver(batch, this.options.sink, this.barred, this.log);
    if (delivered.length > 0) await outbox.remove(delivered);
    return true;
  }
}

/** Class of the shipper's advisory locks in the two-int form ("msg" in ASCII), away from the fence's. */
const LOCK_CLASS = 0x6d7367;
