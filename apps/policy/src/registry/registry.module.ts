import { Module } from '@nestjs/common';
import { AgencyModule } from './agency/agency.module.js';
import { AgreementModule } from './agreement/agreement.module.js';
import { CategoryStopModule } from './category-stop/category-stop.module.js';
import { DueModule } from './due/due.module.js';
import { PrincipalModule } from './principal/principal.module.js';
import { RelationshipModule } from './relationship/relationship.module.js';
import { StopModule } from './stop/stop.module.js';

/** Who takes part, what they agreed, and what is stopped. */
@Module({
  imports: [
    AgencyModule,
    PrincipalModule,
    RelationshipModule,
    AgreementModule,
    CategoryStopModule,
    StopModule,
    DueModule,
  ],
})
export class RegistryModule {}
