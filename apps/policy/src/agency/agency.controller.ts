import { DEFAULT_PAGE, pageOf, PageQuery } from '#libs/contracts';
import {
  Allow,
  CurrentPrincipal,
  cursorOf,
  Idempotent,
  IfMatch,
  keyAfter,
  type Principal,
  Versioned,
} from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { DataSource, MoreThan } from 'typeorm';
import { IF_MATCH } from '../storage/if-match-header.js';
import { AgencyBody, AgencyPage, AgencyView, agencyView, ChangedAgency } from './agency.dto.js';
import { AgencyRow } from './agency.row.js';
import { ChangeAgency } from './change-agency.js';

@ApiTags('agencies')
@Controller('v1/agencies')
export class AgencyController {
  constructor(
    private readonly changing: ChangeAgency,
    private readonly source: DataSource,
  ) {}

  @Get()
  @Allow('resident', 'practitioner', 'officer', 'system')
  async list(@Query() query: PageQuery): Promise<AgencyPage> {
    const limit = query.limit ?? DEFAULT_PAGE;
    const [after = ''] = keyAfter(query.after, 1) ?? [];
    const rows = await this.source.manager.find(AgencyRow, {
      where: { code: MoreThan(after) },
      order: { code: 'ASC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, (row) => cursorOf(row.code), agencyView);
  }

  /** Takes an agency in. */
  @Post()
  @Allow('officer')
  @Idempotent()
  @Versioned()
  takeIn(@CurrentPrincipal() principal: Principal, @Body() body: AgencyBody): Promise<AgencyView> {
    return this.changing.takeIn(principal, body);
  }

  /** Stops everything to and from the agency. */
  @Post(':code/suspend')
  @Allow('officer')
  @Idempotent()
  @HttpCode(200)
  @Versioned()
  @ApiHeader(IF_MATCH)
  suspend(
    @CurrentPrincipal() principal: Principal,
    @Param('code') code: string,
    @IfMatch() version: number,
  ): Promise<ChangedAgency> {
    return this.changing.setStatus(principal, code, version, 'suspended');
  }

  @Post(':code/resume')
  @Allow('officer')
  @Idempotent()
  @HttpCode(200)
  @Versioned()
  @ApiHeader(IF_MATCH)
  resume(
    @CurrentPrincipal() principal: Principal,
    @Param('code') code: string,
    @IfMatch() version: number,
  ): Promise<ChangedAgency> {
    return this.changing.setStatus(principal, code, version, 'active');
  }
}
