import { Controller, Get, Query } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { AlertPage } from './alert.dto.js';
import { ListAlerts } from './list-alerts.js';
import { NoticeQueryDto } from './notice-query.dto.js';

@Controller('v1/notices')
export class NoticeController {
  constructor(private readonly alerts: ListAlerts) {}

  /** What an officer of the agency that had access should look at, oldest first; `order=newest`: what was raised last. */
  @Get()
  @Allow('officer')
  list(@CurrentPrincipal() principal: Principal, @Query() query: NoticeQueryDto): Promise<AlertPage> {
    return this.alerts.list(principal, query);
  }
}
