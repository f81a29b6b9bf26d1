import { Allow, CurrentPrincipal, Idempotent, NewId, type Once, OnceByKey, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { EndRelationship } from './end-relationship.js';
import { ListRelationships } from './list-relationships.js';
import { RecordRelationship } from './record-relationship.js';
import {
  EndedRelationshipDto,
  NewRelationshipDto,
  RelationshipDto,
  RelationshipPageDto,
  RelationshipQuery,
} from './relationship.dto.js';

/** An agency's caseload, referrals and assignments; kept by its system or officers, never by those who gain from one. */
@Controller('v1/relationships')
export class RelationshipController {
  constructor(
    private readonly relationships: ListRelationships,
    private readonly recording: RecordRelationship,
    private readonly ending: EndRelationship,
  ) {}

  /** Who works with whom, and for which purpose. */
  @Get()
  @Allow('practitioner', 'officer', 'system')
  list(@CurrentPrincipal() by: Principal, @Query() query: RelationshipQuery): Promise<RelationshipPageDto> {
    return this.relationships.list(by, query);
  }

  /** Records that somebody works with a resident. */
  @Post()
  @Allow('officer', 'system')
  @Idempotent()
  create(
    @CurrentPrincipal() by: Principal,
    @NewId() id: string,
    @Body() relationship: NewRelationshipDto,
  ): Promise<RelationshipDto> {
    return this.recording.record(by, id, relationship);
  }

  /** From the answer on, nothing is released for it. */
  @Post(':id/end')
  @HttpCode(200)
  @Allow('officer', 'system')
  @Idempotent()
  end(
    @CurrentPrincipal() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @OnceByKey() once: Once,
  ): Promise<EndedRelationshipDto> {
    return this.ending.end(by, id, once);
  }
}
