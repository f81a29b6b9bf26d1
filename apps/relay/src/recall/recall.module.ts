import { Module } from '@nestjs/common';
import { FeedModule } from '../feed/feed.module.js';
import { AnswerRecall } from './answer-recall.js';
import { RecallController } from './recall.controller.js';
import { Recalls } from './recalls.js';

@Module({
  imports: [FeedModule],
  controllers: [RecallController],
  providers: [Recalls, AnswerRecall],
})
export class RecallModule {}
