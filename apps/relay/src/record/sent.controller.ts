import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { DEFAULT_PAGE, PageQuery } from '#libs/contracts';
import { aTime, anId, Allow, CurrentPrincipal, keyAfter, type Principal } from '#libs/http';
import type { FastifyRequest } from 'fastify';
import { ListSent } from './list-sent.js';
import { SentDeliveryPage } from './sent-delivery.dto.js';

@Controller('v1/residents')
export class SentController {
  constructor(private readonly sent: ListSent) {}

  /**
   * What became of the records that one's own agency posted about a resident, newest first: who waits, who opened it and
   * when, what was refused or recalled and why. Each page is a disclosure of each category of those records.
   */
  @Get(':id/deliveries')
  @Allow('system', 'practitioner')
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
  ): Promise<SentDeliveryPage> {
    const limit = query.limit ?? DEFAULT_PAGE;
    return this.sent.list(principal, id, { after: keyAfter(query.after, aTime, anId), limit }, request);
  }
}
