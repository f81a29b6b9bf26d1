import { DEFAULT_PAGE, pageOf, PageQuery } from '#libs/contracts';
import {
  Allow,
  anId,
  aTime,
  CurrentPrincipal,
  cursorOf,
  Idempotent,
  keyAfter,
  NewId,
  type Once,
  OnceByKey,
  type Principal,
  Versioned,
} from '#libs/http';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ResolveResident } from '../resident/resolve-resident.js';
import { channelOf } from './channel-of.js';
import { DirectiveBody } from './directive.dto.js';
import { DirectivePage, listItem, RecordedDirective } from './directive-view.dto.js';
import { GiveConsent } from './give-consent.js';
import { ListDirectives } from './list-directives.js';
import { RecordStop } from './record-stop.js';

@ApiTags('directives')
@Controller('v1/residents/:id/directives')
export class ResidentDirectivesController {
  constructor(
    private readonly residents: ResolveResident,
    private readonly giving: GiveConsent,
    private readonly stopping: RecordStop,
    private readonly listing: ListDirectives,
  ) {}

  /** Records what a resident says. Staff record a stop alone and at once, and never a grant. */
  @Post()
  @Allow('resident', 'practitioner', 'system', 'officer')
  @Idempotent()
  @Versioned()
  async record(
    @CurrentPrincipal() principal: Principal,
    @Param('id') reference: string,
    @Body() body: DirectiveBody,
    @NewId() id: string,
    @OnceByKey() once: Once,
  ): Promise<RecordedDirective> {
    const residentId = await this.residents.resolve(principal, reference);
    const {
      instruction,
      sources = null,
      recipients = null,
      categories = null,
      purposes = null,
      agreement = null,
    } = body;
    const scope = { sources, recipients, categories, purposes, agreement };
    const expiresAt = body.expiresAt ?? null;
    if (instruction === 'give') {
      return this.giving.give(principal, { id, residentId, scope, expiresAt }, once);
    }
    const channel = channelOf(principal, body.channel);
    const highHarm = body.highHarm ?? true;
    const stop = { id, residentId, kind: instruction, scope, expiresAt, channel, highHarm };
    return this.stopping.record(principal, stop, once);
  }

  /** What they have said that counts now. */
  @Get()
  @Allow('resident', 'practitioner', 'system', 'officer')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Param('id') reference: string,
    @Query() query: PageQuery,
  ): Promise<DirectivePage> {
    const residentId = await this.residents.resolve(principal, reference);
    const limit = query.limit ?? DEFAULT_PAGE;
    const [after = null] = keyAfter(query.after, anId) ?? [];
    const { rows, now } = await this.listing.list(principal, residentId, after, limit);
    return pageOf(
      rows,
      limit,
      (row) => cursorOf(row.id),
      (row) => listItem(row, now),
    );
  }

  /** What they said that counts no more: something newer replaced it, or it was taken back or declined. The newest first. */
  @Get('superseded')
  @Allow('resident')
  async superseded(
    @CurrentPrincipal() principal: Principal,
    @Param('id') reference: string,
    @Query() query: PageQuery,
  ): Promise<DirectivePage> {
    const residentId = await this.residents.resolve(principal, reference);
    const limit = query.limit ?? DEFAULT_PAGE;
    const key = keyAfter(query.after, aTime, anId);
    const after = key && { supersededAt: new Date(key[0]), id: key[1] };
    const { rows, now } = await this.listing.superseded(principal, residentId, after, limit);
    return pageOf(
      rows,
      limit,
      (row) => cursorOf(row.supersededAt!.toISOString(), row.id),
      (row) => listItem(row, now),
    );
  }
}
