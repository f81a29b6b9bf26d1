import { BundleEngines } from '#libs/pdp';
import { Module } from '@nestjs/common';
import { HotDatabase } from '../storage/hot-database.js';
import { AuthzenConfigurationController } from './authzen-configuration.controller.js';
import { EvaluateAccess } from './evaluate-access.js';
import { EvaluationController } from './evaluation.controller.js';
import { RecordDecisions } from './record-decisions.js';
import { ResolveQuestions } from './resolve-questions.js';

@Module({
  controllers: [EvaluationController, AuthzenConfigurationController],
  providers: [
    EvaluateAccess,
    ResolveQuestions,
    RecordDecisions,
    {
      provide: BundleEngines,
      useFactory: (database: HotDatabase) => new BundleEngines(database.pool),
      inject: [HotDatabase],
    },
  ],
})
export class EvaluationModule {}
