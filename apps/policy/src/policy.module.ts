import { IdempotencyStore, PgIdempotencyStore, PgPrincipalDirectory, PrincipalDirectory } from '#libs/http';
import { BundleEngines, DatabaseClock, KeptFacts } from '#libs/pdp';
import { MarkStore, UnitOfWork } from '#libs/persistence';
import type { KeyRing } from '#libs/sealing';
import { trailProviders } from '#libs/trail';
import { type DynamicModule, Module } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { PolicyConfig } from './config.js';
import { DecisionsModule } from './decisions/decisions.module.js';
import { RegistryModule } from './registry/registry.module.js';
import { BundleCheck } from './rules/bundle/check/bundle-check.js';
import { RulesModule } from './rules/rules.module.js';
import { HotDatabase } from './storage/hot-database.js';
import { StorageLife } from './storage/storage-life.js';
import { Trail } from './trail/trail.js';

export interface PolicyParts {
  readonly config: PolicyConfig;
  readonly source: DataSource;
  readonly pool: pg.Pool;
  readonly ring: KeyRing;
  readonly check: BundleCheck;
  readonly marks: MarkStore;
}

/** The policy app's three parts joined to the database and the keys that it was started with. */
@Module({})
export class PolicyModule {
  static with({ config, source, pool, ring, check, marks }: PolicyParts): DynamicModule {
    const clock = new DatabaseClock();
    const shared = [
      { provide: PolicyConfig, useValue: config },
      { provide: DataSource, useValue: source },
      { provide: HotDatabase, useValue: { pool } },
      { provide: MarkStore, useValue: marks },
      { provide: BundleEngines, useValue: new BundleEngines(pool, config.ENGINE) },
      { provide: DatabaseClock, useValue: clock },
      { provide: KeptFacts, useValue: new KeptFacts(pool, clock, { keeps: config.FACTS === 'kept' }) },
      ...trailProviders(ring),
      { provide: BundleCheck, useValue: check },
      { provide: UnitOfWork, useValue: new UnitOfWork(source, marks) },
      { provide: Trail, useClass: Trail },
      { provide: PrincipalDirectory, useValue: new PgPrincipalDirectory(pool) },
      { provide: IdempotencyStore, useValue: new PgIdempotencyStore(pool, 'policy') },
    ];
    return {
      module: PolicyModule,
      global: true,
      imports: [RegistryModule, RulesModule, DecisionsModule],
      providers: [...shared, StorageLife],
      exports: shared.map((part) => part.provide),
    };
  }
}
