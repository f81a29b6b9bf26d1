import { Module } from '@nestjs/common';
import { AccessSearchModule } from './access-search/access-search.module.js';
import { EvaluationModule } from './evaluation/evaluation.module.js';
import { OwnSharingModule } from './own-sharing/own-sharing.module.js';
import { RehearsalModule } from './rehearsal/rehearsal.module.js';

/** What the rules say when asked: advice to those who enforce, and plain answers to the resident whom it is about. */
@Module({ imports: [EvaluationModule, AccessSearchModule, OwnSharingModule, RehearsalModule] })
export class DecisionsModule {}
