import { Module } from '@nestjs/common';
import { AccessSearchController } from '../access-search/access-search.controller.js';
import { Candidates } from '../access-search/candidates.js';
import { RecordSearch } from '../access-search/record-search.js';
import { SearchAccess } from '../access-search/search-access.js';
import { AuthzenConfigurationController } from './authzen-configuration.controller.js';
import { AuthzenTransport } from './authzen-transport.js';
import { DecideRequests } from './decide-requests.js';
import { EvaluateAccess } from './evaluate-access.js';
import { EvaluationController } from './evaluation.controller.js';
import { RecordDecisions } from './record-decisions.js';
import { ResidentKeys } from './resident-keys.js';
import { ResolveQuestions } from './resolve-questions.js';

@Module({
  controllers: [EvaluationController, AccessSearchController, AuthzenConfigurationController],
  providers: [
    AuthzenTransport,
    Candidates,
    DecideRequests,
    EvaluateAccess,
    RecordDecisions,
    RecordSearch,
    ResidentKeys,
    ResolveQuestions,
    SearchAccess,
  ],
})
export class EvaluationModule {}
