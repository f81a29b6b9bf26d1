import { Module } from '@nestjs/common';
import { FindCast } from './find-cast.js';
import { RecordRehearsal } from './record-rehearsal.js';
import { RehearsalController } from './rehearsal.controller.js';
import { RehearseChoice } from './rehearse-choice.js';

@Module({
  controllers: [RehearsalController],
  providers: [FindCast, RecordRehearsal, RehearseChoice],
})
export class RehearsalModule {}
