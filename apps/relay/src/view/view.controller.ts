import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { Allow, CurrentPrincipal, DecidesSuspension, type Principal } from '#libs/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeJson } from '../body/json-text.js';
import { toldOf } from '../release/told-of.js';
import { ViewAnswer } from './view-answer.dto.js';
import { ViewQueryDto } from './view-query.dto.js';
import { ViewRecords } from './view-records.js';

@Controller('v1/residents')
export class ViewController {
  constructor(private readonly view: ViewRecords) {}

  /** What this practitioner (or system) may see of a resident, for a stated purpose. Never stored, never replayed. */
  @Get(':id/records')
  @Allow('practitioner', 'system')
  @DecidesSuspension()
  async read(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: ViewQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ViewAnswer> {
    reply.type('application/json; charset=utf-8').serializer(writeJson);
    const { purpose, category: categories } = query;
    const asking = { requesterId: principal.id, agency: principal.agency!, resident: id };
    const released = await this.view.look({ ...asking, purpose, categories }, request);
    return {
      records: released.flatMap((item) => item.content ?? []),
      decisions: released.map((item) => {
        const { asked, outcome, decision, entryId } = item;
        const { category, sourceAgency } = asked.request;
        return {
          category,
          source: sourceAgency === principal.agency ? null : sourceAgency,
          outcome,
          ...toldOf(item),
          basis: outcome === 'permit' ? decision.basis : null,
          entryId,
        };
      }),
    };
  }
}
