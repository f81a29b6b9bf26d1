import { Module } from '@nestjs/common';
import { EvaluationModule } from '../evaluation/evaluation.module.js';
import { AccessSearchController } from './access-search.controller.js';
import { Candidates } from './candidates.js';
import { WriteSearchEntry } from './write-search-entry.js';
import { SearchAccess } from './search-access.js';

@Module({
  imports: [EvaluationModule],
  controllers: [AccessSearchController],
  providers: [Candidates, WriteSearchEntry, SearchAccess],
})
export class AccessSearchModule {}
