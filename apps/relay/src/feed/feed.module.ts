import { Module } from '@nestjs/common';
import { FeedPositions } from './feed-positions.js';

@Module({
  providers: [FeedPositions],
  exports: [FeedPositions],
})
export class FeedModule {}
