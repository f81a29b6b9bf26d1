import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { DEFAULT_PAGE, PageQuery, type Page } from '#libs/contracts';
import { Allow, CurrentPrincipal, keyAfter, type Principal } from '#libs/http';
import type { FastifyRequest } from 'fastify';
import { carries } from '../release/respond.js';
import { ListSent } from './list-sent.js';
import type { SentDelivery } from './present-sent.js';

@Controller('v1/residents')
export class SentController {
  constructor(private readonly sent: ListSent) {}

  /**
   * What became of the records that one's own agency posted about a resident, newest first: who waits, who opened it and
   * when, what was refused or recalled and why. Each page is a disclosure of each category of those records.
   */
  @Get(':id/deliveries')
  @Allow('system', 'practitioner')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
  ): Promise<Page<SentDelivery>> {
    const limit = query.limit ?? DEFAULT_PAGE;
    const { page, released } = await this.sent.run(principal, id, { after: position(query.after), limit });
    carries(request, released);
    return page;
  }
}

const TIME = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a page begins. A cursor whose parts are not a time and an id reads as a foreign one. */
function position(after: string | undefined): readonly [string, string] | null {
  const key = keyAfter(after, 2);
  if (key === null) return null;
  const [at, id] = TIME.test(key[0]!) && UUID.test(key[1]!) ? key : keyAfter('!', 2)!;
  return [at!, id!];
}
