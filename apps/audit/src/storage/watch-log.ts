import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Readiness } from '#libs/http';
import { requireWritable } from '#libs/persistence';
import { HttpMetrics } from '#libs/telemetry';
import { Gauge } from 'prom-client';
import { AuditPool } from './audit-pool.js';

/** Shows the database in `/readyz`, and in `/metrics` how long the log is and how far behind. */
@Injectable()
export class WatchLog implements OnModuleInit {
  constructor(
    private readonly database: AuditPool,
    private readonly readiness: Readiness,
    private readonly metrics: HttpMetrics,
  ) {}

  onModuleInit(): void {
    this.readiness.register('database', () => requireWritable(this.database.pool));
    this.gauge('audit_log_entries', 'Entries in the log', 'SELECT size AS value FROM audit.head');
    this.gauge(
      'audit_merge_delay_seconds',
      'Age of the oldest entry that is not in the log yet; 2 at most is promised',
      'SELECT coalesce(extract(epoch FROM fence.domain_now() - min(at)), 0) AS value FROM audit.staging',
    );
  }

  /** A database that is away leaves the gauge as it was: metrics must not fail with it. */
  private gauge(name: string, help: string, sql: string): void {
    const { database } = this;
    new Gauge({
      name,
      help,
      registers: [this.metrics.registry],
      async collect() {
        const [row] = await database.rows<{ value: string }>(sql).catch(() => []);
        if (row) this.set(Number(row.value));
      },
    });
  }
}
