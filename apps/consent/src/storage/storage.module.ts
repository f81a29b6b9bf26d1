import { IdempotencyStore, PgIdempotencyStore, PgPrincipalDirectory, PrincipalDirectory } from '#libs/http';
import { MarkStore, UnitOfWork } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { trailProviders } from '#libs/trail';
import { type DynamicModule, Module } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { ConsentConfig } from '../config.js';
import { HotPool } from './hot-pool.js';
import { StorageLife } from './storage-life.js';

export interface ConsentParts {
  readonly config: ConsentConfig;
  readonly source: DataSource;
  readonly pool: pg.Pool;
  readonly ring: KeyRing;
  readonly marks: MarkStore;
}

/** What every room of the app works with: its settings, its connections and keys. Closed after all of them. */
@Module({})
export class StorageModule {
  static with({ config, source, pool, ring, marks }: ConsentParts): DynamicModule {
    const shared = [
      { provide: ConsentConfig, useValue: config },
      { provide: DataSource, useValue: source },
      { provide: HotPool, useValue: new HotPool(pool) },
      { provide: MarkStore, useValue: marks },
      { provide: KeyRing, useValue: ring },
      ...trailProviders(ring),
      { provide: UnitOfWork, useValue: new UnitOfWork(source, marks) },
      { provide: PrincipalDirectory, useValue: new PgPrincipalDirectory(pool) },
      { provide: IdempotencyStore, useValue: new PgIdempotencyStore(pool, 'consent') },
    ];
    return {
      module: StorageModule,
      global: true,
      providers: [...shared, StorageLife],
      exports: shared.map((part) => part.provide),
    };
  }
}
