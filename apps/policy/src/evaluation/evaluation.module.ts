import { Module } from '@nestjs/common';
import { AuthzenConfigurationController } from './authzen-configuration.controller.js';
import { Engines } from './engines.js';
import { EvaluateAccess } from './evaluate-access.js';
import { EvaluationController } from './evaluation.controller.js';
import { RecordDecisions } from './record-decisions.js';
import { ResolveQuestions } from './resolve-questions.js';

@Module({
  controllers: [EvaluationController, AuthzenConfigurationController],
  providers: [EvaluateAccess, ResolveQuestions, Engines, RecordDecisions],
})
export class EvaluationModule {}
