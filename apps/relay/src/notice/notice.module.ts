import { Module } from '@nestjs/common';
import { FeedModule } from '../feed/feed.module.js';
import { ListAlerts } from './list-alerts.js';
import { NoticeController } from './notice.controller.js';

@Module({
  imports: [FeedModule],
  controllers: [NoticeController],
  providers: [ListAlerts],
})
export class NoticeModule {}
