import { DEFAULT_PAGE, PageQuery } from '#libs/contracts';
import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListAwaiting } from './list-awaiting.js';
import { Reconcile } from './reconcile.js';
import { AwaitingList, ReconcileBody, ReconciledView } from './reconciliation.dto.js';

@ApiTags('reconciliations')
@Controller('v1/reconciliations')
export class ReconciliationController {
  constructor(
    private readonly awaiting: ListAwaiting,
    private readonly reconciling: Reconcile,
  ) {}

  /** After a restore: whose changes were lost and who is denied until somebody has seen to it. */
  @Get()
  @Allow('officer')
  list(
    @CurrentPrincipal() officer: Principal,
    @Query() { after, limit = DEFAULT_PAGE }: PageQuery,
  ): Promise<AwaitingList> {
    return this.awaiting.page(officer, after, limit);
  }

  /** Says that one of them was seen to. It is then decided as the database says. */
  @Post()
  @Allow('officer')
  @HttpCode(200)
  reconcile(@CurrentPrincipal() officer: Principal, @Body() body: ReconcileBody): Promise<ReconciledView> {
    return this.reconciling.reconcile(officer, body);
  }
}
