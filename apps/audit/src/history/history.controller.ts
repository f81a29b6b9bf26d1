import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiParam, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { Matches } from 'class-validator';
import { EntryPage, HistoryPage, HistoryQuery } from '../entry/entry.dto.js';
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
  @ApiParam({ name: 'id', type: String, description: '`me`, or the internal id for an officer' })
  @ApiExtraModels(HistoryPage, EntryPage)
  @ApiOkResponse({ schema: { anyOf: [HistoryPage, EntryPage].map((page) => ({ $ref: getSchemaPath(page) })) } })
  async read(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: HistoryParams,
    @Query() query: HistoryQuery,
  ): Promise<HistoryPage | EntryPage> {
    return this.history.read(principal, id, query);
  }
}
