import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Readiness } from '#libs/http';
import { requireWritable } from '#libs/persistence';
import { askAtScrape, HttpMetrics, Log } from '#libs/telemetry';
import { AuditPool } from './audit-pool.js';

/** Shows the database in `/readyz`, and in `/metrics` how long the log is and how far behind. */
@Injectable()
export class WatchLog implements OnModuleInit {
  constructor(
    private readonly database: AuditPool,
    private readonly readiness: Readiness,
    private readonly metrics: HttpMetrics,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.readiness.register('database', () => requireWritable(this.database.pool));
    this.gauge('audit_log_entries', 'Entries in the log', 'SELECT size::float8 AS value FROM audit.head');
    this.gauge(
      'audit_merge_delay_seconds',
      'Age of the oldest entry that is not in the log yet; 2 at most is promised',
      'SELECT coalesce(extract(epoch FROM fence.domain_now() - min(at)), 0)::float8 AS value FROM audit.staging',
    );
  }

  private gauge(name: string, help: string, sql: string): void {
    const ask = async () => (await this.database.rows<{ value: number }>(sql))[0]!.value;
    askAtScrape(this.metrics, this.log, { name, help, ask });
  }
}
