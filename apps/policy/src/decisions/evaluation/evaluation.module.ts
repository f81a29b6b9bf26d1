import { Module } from '@nestjs/common';
import { AuthzenConfigurationController } from './authzen-configuration.controller.js';
import { AuthzenTransport } from './authzen-transport.js';
import { CallRecord } from './call-record.js';
import { DecideRequests } from './decide-requests.js';
import { EvaluateAccess } from './evaluate-access.js';
import { EvaluationController } from './evaluation.controller.js';
import { GatherFacts } from './gather-facts.js';
import { RecordDecisions } from './record-decisions.js';
import { ResolveQuestions } from './resolve-questions.js';
import { SealDecisions } from './seal-decisions.js';

@Module({
  controllers: [EvaluationController, AuthzenConfigurationController],
  providers: [
    AuthzenTransport,
    CallRecord,
    DecideRequests,
    EvaluateAccess,
    GatherFacts,
    RecordDecisions,
    ResolveQuestions,
    SealDecisions,
  ],
  exports: [DecideRequests, ResolveQuestions],
})
export class EvaluationModule {}
