import { Allow, CurrentPrincipal, Idempotent, NewId, type Once, OnceByKey, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { ResolveResident } from '../resident/resolve-resident.js';
import { ChangeRestriction } from './change-restriction.js';
import { ChangedRestriction, RestrictionBody, RestrictionList, restrictionView } from './restriction.dto.js';
import { RestrictionStore } from './restriction-store.js';

@ApiTags('restrictions')
@Controller('v1')
export class RestrictionController {
  constructor(
    private readonly residents: ResolveResident,
    private readonly changing: ChangeRestriction,
    private readonly restrictions: RestrictionStore,
    private readonly source: DataSource,
  ) {}

  /** Restricts processing of the resident's data: all sharing stops but that on the grounds mapped for the place. */
  @Post('residents/:id/restrictions')
  @Allow('officer')
  @Idempotent()
  async set(
    @CurrentPrincipal() principal: Principal,
    @Param('id') reference: string,
    @Body() body: RestrictionBody,
    @NewId() id: string,
    @OnceByKey() once: Once,
  ): Promise<ChangedRestriction> {
    const residentId = await this.residents.resolve(principal, reference);
    return this.changing.set(principal, { id, residentId, reason: body.reason }, once);
  }

  /** Restrictions of the processing of their data. */
  @Get('residents/:id/restrictions')
  @Allow('resident', 'officer')
  async list(@CurrentPrincipal() principal: Principal, @Param('id') reference: string): Promise<RestrictionList> {
    const residentId = await this.residents.resolve(principal, reference);
    const rows = await this.restrictions.of(this.source.manager, residentId);
    return { items: rows.map(restrictionView), next: null };
  }

  /** Lifts a restriction. Tell the resident first (UK GDPR Art 18(3)). */
  @Post('restrictions/:id/lift')
  @Allow('officer')
  @Idempotent()
  @HttpCode(200)
  async lift(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ChangedRestriction> {
    return this.changing.lift(principal, id);
  }
}
