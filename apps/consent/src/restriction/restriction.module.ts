import { Module } from '@nestjs/common';
import { ResidentModule } from '../resident/resident.module.js';
import { ChangeRestriction } from './change-restriction.js';
import { RestrictionController } from './restriction.controller.js';
import { RestrictionStore } from './restriction-store.js';

@Module({
  imports: [ResidentModule],
  controllers: [RestrictionController],
  providers: [ChangeRestriction, RestrictionStore],
})
export class RestrictionModule {}
