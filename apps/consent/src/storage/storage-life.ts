import { Readiness } from '#libs/http';
import { MarkStore, requireStoreOf, requireWritable } from '#libs/persistence';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { HotPool } from './hot-pool.js';

/** Reports the database in `/readyz`, and closes its connections once the last request was answered. */
@Injectable()
export class StorageLife implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly source: DataSource,
    private readonly hot: HotPool,
    private readonly marks: MarkStore,
    private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    this.readiness.register('database', () => requireWritable(this.hot.pool));
    this.readiness.register('restart-proof-store', async () => {
      await requireStoreOf(this.hot.pool, this.marks);
      await this.marks.check();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.source.destroy(), this.hot.pool.end(), this.marks.close()]);
  }
}
