import { Module } from '@nestjs/common';
import { EvaluationModule } from '../evaluation/evaluation.module.js';
import { FindCast } from './find-cast.js';
import { RecordRehearsal } from './record-rehearsal.js';
import { RehearsalController } from './rehearsal.controller.js';
import { RehearseChoice } from './rehearse-choice.js';

@Module({
  imports: [EvaluationModule],
  controllers: [RehearsalController],
  providers: [FindCast, RecordRehearsal, RehearseChoice],
})
export class RehearsalModule {}
