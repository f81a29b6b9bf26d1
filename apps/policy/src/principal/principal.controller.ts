import { DEFAULT_PAGE, pageOf, PageQuery } from '#libs/contracts';
import {
  Allow,
  CurrentPrincipal,
  cursorOf,
  Idempotent,
  IfMatch,
  keyAfter,
  NewId,
  type Principal,
  Versioned,
} from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { DataSource, MoreThan } from 'typeorm';
import { IF_MATCH } from '../storage/if-match-header.js';
import { ChangePrincipal } from './change-principal.js';
import { ChangedPrincipal, PrincipalBody, PrincipalPage, principalView, RolesBody } from './principal.dto.js';
import { PrincipalRow } from './principal.row.js';

@ApiTags('principals')
@Controller('v1/principals')
export class PrincipalController {
  constructor(
    private readonly changing: ChangePrincipal,
    private readonly source: DataSource,
  ) {}

  /** The practitioners, officers and systems of the officer's own agency. */
  @Get()
  @Allow('officer')
  async list(@CurrentPrincipal() { agency }: Principal, @Query() query: PageQuery): Promise<PrincipalPage> {
    const limit = query.limit ?? DEFAULT_PAGE;
    const [after = ''] = keyAfter(query.after, 1) ?? [];
    const where = { agency: agency!, subject: MoreThan(after) };
    const rows = await this.source.manager.find(PrincipalRow, { where, order: { subject: 'ASC' }, take: limit + 1 });
    return pageOf(rows, limit, (row) => cursorOf(row.subject), principalView);
  }

  @Post()
  @Allow('officer')
  @Idempotent()
  @Versioned()
  register(
    @CurrentPrincipal() officer: Principal,
    @Body() body: PrincipalBody,
    @NewId() id: string,
  ): Promise<ChangedPrincipal> {
    return this.changing.register(officer, id, body);
  }

  /** Sets roles and training. */
  @Patch(':id')
  @Allow('officer')
  @Idempotent()
  @Versioned()
  @ApiHeader(IF_MATCH)
  setRoles(
    @CurrentPrincipal() officer: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { roles, trainingExpiresAt = null }: RolesBody,
  ): Promise<ChangedPrincipal> {
    return this.changing.setRoles(officer, id, version, { roles, trainingExpiresAt });
  }

  /** Stops everything that this principal asks for. */
  @Post(':id/suspend')
  @Allow('officer')
  @Idempotent()
  @HttpCode(200)
  @Versioned()
  @ApiHeader(IF_MATCH)
  suspend(
    @CurrentPrincipal() officer: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<ChangedPrincipal> {
    return this.changing.setStatus(officer, id, version, 'suspended');
  }

  @Post(':id/resume')
  @Allow('officer')
  @Idempotent()
  @HttpCode(200)
  @Versioned()
  @ApiHeader(IF_MATCH)
  resume(
    @CurrentPrincipal() officer: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<ChangedPrincipal> {
    return this.changing.setStatus(officer, id, version, 'active');
  }
}
