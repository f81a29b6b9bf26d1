import { Module } from '@nestjs/common';
import { RelationshipModule } from '../relationship/relationship.module.js';
import { Engines } from './engines.js';
import { Evaluate } from './evaluate.js';
import { EvaluationController } from './evaluation.controller.js';
import { MetadataController } from './metadata.controller.js';
import { Question } from './question.js';

@Module({
  imports: [RelationshipModule],
  controllers: [EvaluationController, MetadataController],
  providers: [Engines, Evaluate, Question],
})
export class EvaluationModule {}
