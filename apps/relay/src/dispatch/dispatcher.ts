import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AdvisoryShardLocks, type Found, ShardLeader } from '#libs/persistence';
import { Log } from '#libs/telemetry';
import { RelayConfig } from '../config.js';
import { Shipping } from '../shipping/shipping.js';
import { PerformWork } from './perform-work.js';
import { WorkQueue } from './work.js';

/** The shards of `relay.work`, by hash of the resident. */
const SHARDS = [0, 1, 2, 3];
/** Class of the dispatcher's advisory locks in the two-int form ("dsp" in ASCII), away from the fence's and the shipper's. */
const LOCK_CLASS = 0x647370;
const BATCH = 50;

/**
 * Turns accepted updates and changed consents into deliveries. Each shard has one leader; one that dies leaves its work
 * in the queue, and one that only believes it leads is harmless, because `relay.disclose` offers a record to an agency once.
 */
@Injectable()
export class Dispatcher implements OnModuleInit, OnModuleDestroy {
  private readonly leader: ShardLeader;

  constructor(
    config: RelayConfig,
    private readonly queue: WorkQueue,
    private readonly performing: PerformWork,
    private readonly shipping: Shipping,
    log: Log,
  ) {
    this.leader = new ShardLeader({
      databaseUrl: config.DATABASE_URL,
      application: 'relay-dispatcher',
      shards: SHARDS,
      locks: new AdvisoryShardLocks(LOCK_CLASS),
      log,
      channel: 'relay.work',
      begin: () => (led, stopping) => this.dispatch(led, stopping),
    });
  }

  onModuleInit(): void {
    this.leader.start();
  }

  /** There is new work: call it after the commit that queued it. */
  kick(): void {
    this.leader.kick();
  }

  onModuleDestroy(): Promise<void> {
    return this.leader.stop();
  }

  private async dispatch(led: readonly number[], stopping: () => boolean): Promise<Found> {
    const work = await this.queue.due(led, BATCH);
    if (work.length === 0) return { dueInMs: await this.queue.nextInMs(led) };
    await this.performing.perform(work, stopping);
    this.shipping.kick();
    return true;
  }
}
