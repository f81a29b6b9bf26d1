import { Injectable, type OnModuleInit } from '@nestjs/common';
import { askAtScrape, HttpMetrics, Log } from '#libs/telemetry';
import { HotDatabase } from '../keys/hot-database.js';

/** Each reads one row by an index. */
const UNSHIPPED = {
  name: 'oldest-unshipped',
  text: `SELECT coalesce((SELECT extract(epoch FROM fence.domain_now() - o.created_at) FROM messaging.outbox o
    ORDER BY o.created_at LIMIT 1), 0)::float8 AS seconds`,
};
/** The first that was queued: identities are given in that order but for transactions that overlap. */
const WORK = {
  name: 'oldest-work',
  text: `SELECT coalesce((SELECT extract(epoch FROM fence.domain_now() - w.queued_at) FROM relay.work w
    ORDER BY w.id LIMIT 1), 0)::float8 AS seconds`,
};

/** Shows in `/metrics` how far behind the relay is: what is not with the topics yet, and what is not dispatched yet. */
@Injectable()
export class WatchBacklog implements OnModuleInit {
  constructor(
    private readonly database: HotDatabase,
    private readonly metrics: HttpMetrics,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.gauge(
      'relay_unshipped_oldest_seconds',
      'Age of the oldest message that Kafka (or the embedded log) does not have yet; it grows while that is away',
      UNSHIPPED,
    );
    this.gauge('relay_work_oldest_seconds', 'Age of the oldest update or change that is not dispatched yet', WORK);
  }

  private gauge(name: string, help: string, query: { readonly name: string; readonly text: string }): void {
    const ask = async () => {
      const { rows } = await this.database.pool.query<{ seconds: number }>(query);
      return Math.max(0, rows[0]!.seconds);
    };
    askAtScrape(this.metrics, this.log, { name, help, ask });
  }
}
