import { Module } from '@nestjs/common';
import { DirectiveModule } from '../directive/directive.module.js';
import { ResidentModule } from '../resident/resident.module.js';
import { AssessCapacity } from './assess-capacity.js';
import { CapacityController } from './capacity.controller.js';
import { DecideBestInterests } from './decide-best-interests.js';
import { EndBestInterests } from './end-best-interests.js';
import { ListCapacity } from './list-capacity.js';

@Module({
  imports: [ResidentModule, DirectiveModule],
  controllers: [CapacityController],
  providers: [AssessCapacity, DecideBestInterests, EndBestInterests, ListCapacity],
})
export class CapacityModule {}
