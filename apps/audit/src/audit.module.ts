import { Module, type DynamicModule } from '@nestjs/common';
import { PgPrincipalDirectory, PrincipalDirectory } from '#libs/http';
import { MarkStore } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { trailProviders } from '#libs/trail';
import type pg from 'pg';
import { AuditConfig } from './config.js';
import { EntryController } from './entry/entry.controller.js';
import { EntryLines } from './entry/entry-lines.js';
import { ListEntries } from './entry/list-entries.js';
import { OpenEntryDetail } from './entry/open-entry-detail.js';
import { ReadEntry } from './entry/read-entry.js';
import { ExportController } from './export/export.controller.js';
import { HistoryController } from './history/history.controller.js';
import { ReadHistory } from './history/read-history.js';
import { LogController } from './log/log.controller.js';
import { LogReader } from './log/log-reader.js';
import { LogSigner } from './log/log-signer.js';
import { ProveEntry } from './log/prove-entry.js';
import { Sequencing } from './sequencing/sequencing.js';
import { SignedSize } from './sequencing/signed-size.js';
import { AuditPool } from './storage/audit-pool.js';
import { WatchLog } from './storage/watch-log.js';
import { ReadPeriod } from './summary/read-period.js';
import { ReadSummary } from './summary/read-summary.js';
import { SummaryController } from './summary/summary.controller.js';
import { RehomeEntries } from './trail/rehome-entries.js';
import { WriteSearchEntry } from './trail/write-search-entry.js';

export interface AuditParts {
  readonly config: AuditConfig;
  readonly pool: pg.Pool;
  readonly ring: KeyRing;
  readonly key: LogSigner;
  readonly marks: MarkStore;
}

/** The audit app's rooms joined to its database and its two kinds of key. */
@Module({})
export class AuditModule {
  static with({ config, pool, ring, key, marks }: AuditParts): DynamicModule {
    return {
      module: AuditModule,
      controllers: [LogController, EntryController, HistoryController, SummaryController, ExportController],
      providers: [
        { provide: AuditConfig, useValue: config },
        { provide: AuditPool, useValue: new AuditPool(pool) },
        { provide: KeyRing, useValue: ring },
        { provide: MarkStore, useValue: marks },
        { provide: LogSigner, useValue: key },
        { provide: PrincipalDirectory, useValue: new PgPrincipalDirectory(pool) },
        ...trailProviders(ring),
        ...[LogReader, ProveEntry, EntryLines, OpenEntryDetail, ListEntries, ReadEntry, ReadHistory],
        ...[ReadPeriod, ReadSummary, RehomeEntries, WriteSearchEntry, SignedSize, Sequencing, WatchLog],
      ],
    };
  }
}
