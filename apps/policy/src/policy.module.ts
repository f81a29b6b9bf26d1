import { IdempotencyStore, PgIdempotencyStore, PgPrincipalDirectory, PrincipalDirectory } from '#libs/http';
import { BundleEngines } from '#libs/pdp';
import { MarkStore, UnitOfWork } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { type DynamicModule, Module } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { AgencyModule } from './agency/agency.module.js';
import { AgreementModule } from './agreement/agreement.module.js';
import { BundleModule } from './bundle/bundle.module.js';
import { BundleCheck } from './bundle/check/bundle-check.js';
import { CategoryStopModule } from './category-stop/category-stop.module.js';
import { PolicyConfig } from './config.js';
import { DueModule } from './due/due.module.js';
import { EvaluationModule } from './evaluation/evaluation.module.js';
import { OwnSharingModule } from './own-sharing/own-sharing.module.js';
import { PrincipalModule } from './principal/principal.module.js';
import { RefereeModule } from './referee/referee.module.js';
import { RehearsalModule } from './rehearsal/rehearsal.module.js';
import { RelationshipModule } from './relationship/relationship.module.js';
import { StopModule } from './stop/stop.module.js';
import { SimulationModule } from './simulation/simulation.module.js';
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

const ROOMS = [
  AgencyModule,
  PrincipalModule,
  RelationshipModule,
  AgreementModule,
  CategoryStopModule,
  BundleModule,
  DueModule,
  EvaluationModule,
  OwnSharingModule,
  RefereeModule,
  RehearsalModule,
  SimulationModule,
  StopModule,
];

/** The policy app's rooms joined to the database and the keys that it was started with. */
@Module({})
export class PolicyModule {
  static with({ config, source, pool, ring, check, marks }: PolicyParts): DynamicModule {
    const shared = [
      { provide: PolicyConfig, useValue: config },
      { provide: DataSource, useValue: source },
      { provide: HotDatabase, useValue: { pool } },
      { provide: MarkStore, useValue: marks },
      { provide: BundleEngines, useValue: new BundleEngines(pool, config.ENGINE) },
      { provide: KeyRing, useValue: ring },
      { provide: BundleCheck, useValue: check },
      { provide: UnitOfWork, useValue: new UnitOfWork(source, marks) },
      { provide: Trail, useValue: new Trail(ring) },
      { provide: PrincipalDirectory, useValue: new PgPrincipalDirectory(pool) },
      { provide: IdempotencyStore, useValue: new PgIdempotencyStore(pool, 'policy') },
    ];
    return {
      module: PolicyModule,
      global: true,
      imports: ROOMS,
      providers: [...shared, StorageLife],
      exports: shared.map((part) => part.provide),
    };
  }
}
