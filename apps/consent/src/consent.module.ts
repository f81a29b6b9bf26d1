import { IdempotencyStore, PgIdempotencyStore, PgPrincipalDirectory, PrincipalDirectory } from '#libs/http';
import { MarkStore, UnitOfWork } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { type DynamicModule, Module } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { ConsentConfig } from './config.js';
import { CapacityModule } from './capacity/capacity.module.js';
import { DirectiveModule } from './directive/directive.module.js';
import { IdentityCheckModule } from './identity-check/identity-check.module.js';
import { OptOutModule } from './opt-out/opt-out.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { ResidentModule } from './resident/resident.module.js';
import { RestrictionModule } from './restriction/restriction.module.js';
import { ShieldModule } from './shield/shield.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { HotPool } from './storage/hot-pool.js';
import { StorageLife } from './storage/storage-life.js';

export interface ConsentParts {
  readonly config: ConsentConfig;
  readonly source: DataSource;
  readonly pool: pg.Pool;
  readonly ring: KeyRing;
  readonly marks: MarkStore;
}

@Module({})
export class ConsentModule {
  static with({ config, source, pool, ring, marks }: ConsentParts): DynamicModule {
    const shared = [
      { provide: ConsentConfig, useValue: config },
      { provide: DataSource, useValue: source },
      { provide: HotPool, useValue: new HotPool(pool) },
      { provide: MarkStore, useValue: marks },
      { provide: KeyRing, useValue: ring },
      { provide: UnitOfWork, useValue: new UnitOfWork(source, marks) },
      { provide: PrincipalDirectory, useValue: new PgPrincipalDirectory(pool) },
      { provide: IdempotencyStore, useValue: new PgIdempotencyStore(pool, 'consent') },
    ];
    return {
      module: ConsentModule,
      global: true,
      imports: [
        ...[ResidentModule, IdentityCheckModule, SignInModule, DirectiveModule, RestrictionModule],
        ...[ShieldModule, OptOutModule, CapacityModule, ReconciliationModule],
      ],
      providers: [...shared, StorageLife],
      exports: shared.map((part) => part.provide),
    };
  }
}
