import { AdvisoryShardLocks, ShardLeader } from '#libs/persistence';
import { Log } from '#libs/telemetry';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RemindReviews } from '../agreement/remind-reviews.js';
import { PolicyConfig } from '../../config.js';
import { AnnounceStarts } from '../relationship/announce-starts.js';

/** Class of the advisory lock in the two-int form ("due" in ASCII). */
const LOCK_CLASS = 0x647565;

/**
 * What the clock alone makes due: relationships that begin, at their moment; reviews that come near, within seconds. One leader
 * in the whole place looks; both are idempotent, so a leader that dies in the middle repeats nothing.
 */
@Injectable()
export class DueWork implements OnModuleInit, OnApplicationShutdown {
  private readonly leader: ShardLeader;

  constructor(config: PolicyConfig, starts: AnnounceStarts, reviews: RemindReviews, log: Log) {
    this.leader = new ShardLeader({
      databaseUrl: config.DATABASE_URL,
      application: 'policy-due',
      shards: [0],
      locks: new AdvisoryShardLocks(LOCK_CLASS),
      channel: 'policy.due',
      log,
      begin: () => async () => {
        const said = (await starts.announce()) + (await reviews.remind());
        return said > 0 || { dueInMs: await starts.nextInMs() };
      },
    });
  }

  onModuleInit(): void {
    this.leader.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leader.stop();
  }
}
