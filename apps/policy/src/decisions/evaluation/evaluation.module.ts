import { Module } from '@nestjs/common';
import { AuthzenConfigurationController } from './authzen-configuration.controller.js';
import { AuthzenTransport } from './authzen-transport.js';
import { DecideRequests } from './decide-requests.js';
import { EvaluateAccess } from './evaluate-access.js';
import { EvaluationController } from './evaluation.controller.js';
import { WriteDecisionEntries } from './write-decision-entries.js';
import { ResolveQuestions } from './resolve-questions.js';

@Module({
  controllers: [EvaluationController, AuthzenConfigurationController],
  providers: [AuthzenTransport, DecideRequests, EvaluateAccess, WriteDecisionEntries, ResolveQuestions],
  exports: [DecideRequests, ResolveQuestions],
})
export class EvaluationModule {}
