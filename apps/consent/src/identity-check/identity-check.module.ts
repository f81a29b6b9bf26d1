import { Module } from '@nestjs/common';
import { ResidentModule } from '../resident/resident.module.js';
import { AnswerCheck } from './answer-check.js';
import { IdentityCheckController } from './identity-check.controller.js';
import { ListChecks } from './list-checks.js';

@Module({
  imports: [ResidentModule],
  controllers: [IdentityCheckController],
  providers: [AnswerCheck, ListChecks],
})
export class IdentityCheckModule {}
