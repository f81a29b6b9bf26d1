import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Log } from '#libs/telemetry';
import { AuditConfig } from '../config.js';
import { LogSigner } from '../log/log-signer.js';
import { AuditPool } from '../storage/audit-pool.js';
import { Sequencer } from './sequencer.js';
import { SignedSize } from './signed-size.js';

/** Runs this process's sequencer for as long as the app stands; the pool is closed after it. */
@Injectable()
export class Sequencing implements OnModuleInit, OnApplicationShutdown {
  private readonly sequencer: Sequencer;

  constructor(
    config: AuditConfig,
    key: LogSigner,
    sizes: SignedSize,
    log: Log,
    private readonly database: AuditPool,
  ) {
    this.sequencer = new Sequencer({ databaseUrl: config.DATABASE_URL, signer: key.signer, sizes, log });
  }

  onModuleInit(): void {
    this.sequencer.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sequencer.stop();
    await this.database.pool.end();
  }
}
