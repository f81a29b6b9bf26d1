import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { PgPrincipalDirectory, PrincipalDirectory } from '#libs/http';
import { BundleEngines, DatabaseClock, KeptFacts } from '#libs/pdp';
import { MarkStore } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { trailProviders } from '#libs/trail';
import { RelayConfig } from './config.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { EventsModule } from './events/events.module.js';
import { HotDatabase } from './keys/hot-database.js';
import { NoticeModule } from './notice/notice.module.js';
import { RecallModule } from './recall/recall.module.js';
import { RecordModule } from './record/record.module.js';
import { RehomeModule } from './rehome/rehome.module.js';
import { ViewModule } from './view/view.module.js';

/** What people and systems reach, and other apps' changes. A new door is a folder of its own and a name here. */
const DOORS = [RecordModule, DeliveryModule, ViewModule, RecallModule, NoticeModule, EventsModule];

/** The relay's rooms joined to the database and the keys that it was started with. */
@Module({})
export class RelayModule implements OnApplicationShutdown {
  constructor(private readonly database: HotDatabase) {}

  static with(config: RelayConfig, database: HotDatabase, ring: KeyRing, marks: MarkStore): DynamicModule {
    const clock = new DatabaseClock();
    const shared = [
      { provide: RelayConfig, useValue: config },
      { provide: HotDatabase, useValue: database },
      { provide: KeyRing, useValue: ring },
      ...trailProviders(ring),
      { provide: MarkStore, useValue: marks },
      { provide: BundleEngines, useValue: new BundleEngines(database.pool, config.ENGINE) },
      { provide: DatabaseClock, useValue: clock },
      { provide: KeptFacts, useValue: new KeptFacts(database.pool, clock, { keeps: config.FACTS === 'kept' }) },
      { provide: PrincipalDirectory, useValue: new PgPrincipalDirectory(database.pool) },
    ];
    return {
      module: RelayModule,
      global: true,
      imports: [...DOORS, RehomeModule],
      providers: shared,
      exports: shared.map((part) => part.provide),
    };
  }

  /** After everything that works in the background has stopped, which it does in the hooks before. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.pool.end();
  }
}
