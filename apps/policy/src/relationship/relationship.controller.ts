import { DEFAULT_PAGE, pageOf } from '#libs/contracts';
import { Allow, CurrentPrincipal, cursorOf, Idempotent, keyAfter, NewId, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource, MoreThan } from 'typeorm';
import { ChangeRelationship } from './change-relationship.js';
import {
  ChangedRelationship,
  RelationshipBody,
  RelationshipPage,
  RelationshipQuery,
  relationshipView,
} from './relationship.dto.js';
import { RelationshipRow } from './relationship.row.js';
import { ResidentReference } from './resident-reference.js';

@ApiTags('relationships')
@Controller('v1/relationships')
export class RelationshipController {
  constructor(
    private readonly changing: ChangeRelationship,
    private readonly residents: ResidentReference,
    private readonly source: DataSource,
  ) {}

  /** The caller's agency's relationships with one resident. */
  @Get()
  @Allow('practitioner', 'system', 'officer')
  async list(@CurrentPrincipal() principal: Principal, @Query() query: RelationshipQuery): Promise<RelationshipPage> {
    const limit = query.limit ?? DEFAULT_PAGE;
    const [after] = keyAfter(query.after, 1) ?? [];
    const residentId = await this.residents.require(principal, query.residentId);
    const where = { residentId, agency: principal.agency!, ...(after === undefined ? {} : { id: MoreThan(after) }) };
    const rows = await this.source.manager.find(RelationshipRow, { where, order: { id: 'ASC' }, take: limit + 1 });
    return pageOf(
      rows,
      limit,
      (row) => cursorOf(row.id),
      (row) => relationshipView(row, query.residentId),
    );
  }

  @Post()
  @Allow('system', 'officer')
  @Idempotent()
  start(
    @CurrentPrincipal() principal: Principal,
    @Body() body: RelationshipBody,
    @NewId() id: string,
  ): Promise<ChangedRelationship> {
    return this.changing.start(principal, id, body);
  }

  /** Ends one; deliveries and views that rest on it stop at once. */
  @Post(':id/end')
  @Allow('system', 'officer')
  @Idempotent()
  @HttpCode(200)
  end(@CurrentPrincipal() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<ChangedRelationship> {
    return this.changing.end(principal, id);
  }
}
