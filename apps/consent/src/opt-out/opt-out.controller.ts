import { Allow, CurrentPrincipal, Idempotent, NewId, type Once, OnceByKey, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { rowsOf } from '#libs/persistence';
import { channelOf } from '../directive/channel-of.js';
import { ResolveResident } from '../resident/resolve-resident.js';
import { momentSql } from '../storage/moment.js';
import { ChangedCircumstanceView } from '../trail/changed-circumstance.dto.js';
import { ChangeOptOut } from './change-opt-out.js';
import { OptOutBody, OptOutList } from './opt-out.dto.js';

const LIST = `SELECT id, ${momentSql('starts_at')} AS "startsAt", ${momentSql('ends_at')} AS "endsAt"
  FROM consent.opt_out WHERE resident_id = $1 ORDER BY starts_at DESC LIMIT 200`;

@ApiTags('opt-outs')
@Controller('v1')
export class OptOutController {
  constructor(
    private readonly residents: ResolveResident,
    private readonly changing: ChangeOptOut,
    private readonly source: DataSource,
  ) {}

  /** Keeps the resident's data out of research and planning; says nothing about their care. */
  @Post('residents/:id/opt-outs')
  @Allow('resident', 'practitioner', 'system', 'officer')
  @Idempotent()
  async set(
    @CurrentPrincipal() principal: Principal,
    @Param('id') reference: string,
    @Body() body: OptOutBody,
    @NewId() id: string,
    @OnceByKey() once: Once,
  ): Promise<ChangedCircumstanceView> {
    const residentId = await this.residents.resolve(principal, reference);
    return this.changing.set(principal, { id, residentId, channel: channelOf(principal, body.channel) }, once);
  }

  /** Whether their data is kept out of research and planning. */
  @Get('residents/:id/opt-outs')
  @Allow('resident')
  async list(@CurrentPrincipal() principal: Principal, @Param('id') reference: string): Promise<OptOutList> {
    const residentId = await this.residents.resolve(principal, reference);
    const items = rowsOf<{ id: string; startsAt: string; endsAt: string | null }>(
      await this.source.manager.query(LIST, [residentId]),
    );
    return { items, next: null };
  }

  /** Lets the resident's data be used for research and planning again: the resident alone. */
  @Post('opt-outs/:id/end')
  @Allow('resident')
  @Idempotent()
  @HttpCode(200)
  async end(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ChangedCircumstanceView> {
    return this.changing.end(principal, id);
  }
}
