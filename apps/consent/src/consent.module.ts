import { type DynamicModule, Module } from '@nestjs/common';
import { CapacityModule } from './capacity/capacity.module.js';
import { DirectiveModule } from './directive/directive.module.js';
import { IdentityCheckModule } from './identity-check/identity-check.module.js';
import { OptOutModule } from './opt-out/opt-out.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { ReindexModule } from './resident/reindex.module.js';
import { ResidentModule } from './resident/resident.module.js';
import { RestrictionModule } from './restriction/restriction.module.js';
import { ShieldModule } from './shield/shield.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { type ConsentParts, StorageModule } from './storage/storage.module.js';

/** The consent app's rooms joined to the database and the keys that it was started with. */
@Module({})
export class ConsentModule {
  static with(parts: ConsentParts): DynamicModule {
    return {
      module: ConsentModule,
      imports: [
        StorageModule.with(parts),
        ...[ResidentModule, ReindexModule, IdentityCheckModule, SignInModule, DirectiveModule, RestrictionModule],
        ...[ShieldModule, OptOutModule, CapacityModule, ReconciliationModule],
      ],
    };
  }

  /** Directives alone: whoever stops somebody's sharing past the app waits for nothing that the app does at its start. */
  static ofDirectives(parts: ConsentParts): DynamicModule {
    return { module: ConsentModule, imports: [StorageModule.with(parts), DirectiveModule] };
  }
}
