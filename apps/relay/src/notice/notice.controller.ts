import { Controller, Get, Query } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { FeedQueryDto } from '../feed/feed-query.dto.js';
import { type AlertPage, ListAlerts } from './list-alerts.js';

@Controller('v1/notices')
export class NoticeController {
  constructor(private readonly alerts: ListAlerts) {}

  /** What an officer of the agency that had access should look at, oldest first. */
  @Get()
  @Allow('officer')
  list(@CurrentPrincipal() principal: Principal, @Query() query: FeedQueryDto): Promise<AlertPage> {
    return this.alerts.run(principal, query.after, query.limit ?? 100);
  }
}
