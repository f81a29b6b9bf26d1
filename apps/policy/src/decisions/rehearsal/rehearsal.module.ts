import { Module } from '@nestjs/common';
import { FindCast } from './find-cast.js';
import { WriteRehearsalEntry } from './write-rehearsal-entry.js';
import { RehearsalController } from './rehearsal.controller.js';
import { RehearseChoice } from './rehearse-choice.js';

@Module({
  controllers: [RehearsalController],
  providers: [FindCast, WriteRehearsalEntry, RehearseChoice],
})
export class RehearsalModule {}
