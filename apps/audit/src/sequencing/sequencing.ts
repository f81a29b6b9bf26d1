import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Readiness } from '#libs/http';
import { HttpMetrics, Log } from '#libs/telemetry';
import { Gauge } from 'prom-client';
import { AuditConfig } from '../config.js';
import { LogSigner } from '../log/log-signer.js';
import { AuditPool } from '../storage/audit-pool.js';
import { openSequencerConnection } from './sequencer-connection.js';
import { Sequencer } from './sequencer.js';

/** Runs this process's sequencer for as long as the app stands, and shows how far the log is behind. */
@Injectable()
export class Sequencing implements OnModuleInit, OnApplicationShutdown {
  private readonly sequencer: Sequencer;

  constructor(
    config: AuditConfig,
    key: LogSigner,
    log: Log,
    private readonly database: AuditPool,
    private readonly readiness: Readiness,
    private readonly metrics: HttpMetrics,
  ) {
    this.sequencer = new Sequencer({
      connect: () => openSequencerConnection(config.DATABASE_URL),
      signer: key.signer,
      log,
    });
  }

  onModuleInit(): void {
    this.readiness.register('database', () => this.database.pool.query('SELECT 1'));
    this.gauge('audit_log_entries', 'Entries in the log', 'SELECT size AS value FROM audit.head');
    this.gauge(
      'audit_merge_delay_seconds',
      'Age of the oldest entry that is not in the log yet; 2 at most is promised',
      'SELECT coalesce(extract(epoch FROM fence.domain_now() - min(at)), 0) AS value FROM audit.staging',
    );
    this.sequencer.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sequencer.stop();
    await this.database.pool.end();
  }

  private gauge(name: string, help: string, sql: string): void {
    const { database } = this;
    new Gauge({
      name,
      help,
      registers: [this.metrics.registry],
      async collect() {
        const [row] = await database.rows<{ value: string }>(sql);
        this.set(Number(row?.value ?? 0));
      },
    });
  }
}
