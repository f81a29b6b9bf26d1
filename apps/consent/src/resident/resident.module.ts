import { Module } from '@nestjs/common';
import { ChangeTrail } from '../trail/change-trail.js';
import { RecordCircumstance } from '../trail/record-circumstance.js';
import { IdentityIndexes } from './identity-indexes.js';
import { ImportResident } from './import-resident.js';
import { LinkResident } from './link-resident.js';
import { LookUpResident } from './look-up-resident.js';
import { NhsNumberRule } from './nhs-number-rule.js';
import { RaiseShield } from './raise-shield.js';
import { ResidentController } from './resident.controller.js';
import { ResidentIndex } from './resident-index.js';
import { ResolveResident } from './resolve-resident.js';

@Module({
  controllers: [ResidentController],
  providers: [
    ChangeTrail,
    IdentityIndexes,
    ImportResident,
    LinkResident,
    LookUpResident,
    NhsNumberRule,
    RaiseShield,
    RecordCircumstance,
    ResidentIndex,
    ResolveResident,
  ],
  exports: [ChangeTrail, RaiseShield, RecordCircumstance, ResolveResident],
})
export class ResidentModule {}
