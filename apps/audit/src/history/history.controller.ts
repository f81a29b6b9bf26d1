import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Page } from '#libs/contracts';
import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { Matches } from 'class-validator';
import { EntryLine, HistoryQuery, type HistoryLine } from '../entry/entry.dto.js';
import { ReadHistory } from './read-history.js';

export class HistoryParams {
  /** `me` for a resident, the internal id for an officer (design 5). */
  @Matches(/^(me|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
  readonly id!: string;
}

@ApiTags('history')
@Controller('v1/residents')
export class HistoryController {
  constructor(private readonly history: ReadHistory) {}

  /** Who was given, or refused, what about a resident, when and why; each line with the id that its proof is asked by. */
  @Get(':id/history')
  @Allow('resident', 'officer')
  @ApiParam({ name: 'id', description: '`me`, or the internal id for an officer' })
  @ApiOkResponse({ type: [EntryLine] })
  async read(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: HistoryParams,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryLine>> {
    return this.history.run(principal, id, query);
  }
}
