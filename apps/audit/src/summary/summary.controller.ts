import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { ReadSummary } from './read-summary.js';
import { Summary, SummaryQuery } from './summary.dto.js';

@ApiTags('entries')
@Controller('v1/summary')
export class SummaryController {
  constructor(private readonly reading: ReadSummary) {}

  /**
   * How often, per day, purpose and reason, within the officer's scope: entries in which their agency is source, requester
   * or recipient. At most 92 days; today and the six days before where nothing is said. Itself an entry.
   */
  @Get()
  @Allow('officer')
  @ApiOkResponse({ type: Summary })
  async read(@CurrentPrincipal() officer: Principal, @Query() query: SummaryQuery): Promise<Summary> {
    return this.reading.read(officer, query);
  }
}
