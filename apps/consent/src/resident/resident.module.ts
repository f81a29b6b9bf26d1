import { Module } from '@nestjs/common';
import { RecordCircumstance } from '../trail/record-circumstance.js';
import { AskingRules } from './asking-rules.js';
import { BringIn } from './bring-in.js';
import { ChangeLocalId } from './change-local-id.js';
import { IdentityIndexes } from './identity-indexes.js';
import { ImportResident } from './import-resident.js';
import { JoinResidents } from './join-residents.js';
import { LinkResident } from './link-resident.js';
import { LookUpResident } from './look-up-resident.js';
import { Likenesses } from './likenesses.js';
import { RaiseShield } from './raise-shield.js';
import { ResidentController } from './resident.controller.js';
import { ResidentStore } from './resident-store.js';
import { ResolveResident } from './resolve-resident.js';
import { SearchLimits } from './search-limits.js';

@Module({
  controllers: [ResidentController],
  providers: [
    AskingRules,
    BringIn,
    ChangeLocalId,
    IdentityIndexes,
    ImportResident,
    JoinResidents,
    LinkResident,
    LookUpResident,
    Likenesses,
    RaiseShield,
    RecordCircumstance,
    ResidentStore,
    ResolveResident,
    SearchLimits,
  ],
  exports: [IdentityIndexes, JoinResidents, RaiseShield, RecordCircumstance, ResolveResident],
})
export class ResidentModule {}
