import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { Allow, CurrentSignIn, DecidesSuspension, LooksUpSignIn, type SignIn } from '#libs/http';
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
  @LooksUpSignIn()
  async read(
    @CurrentSignIn() signIn: SignIn,
    @Param('id') id: string,
    @Query() query: ViewQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ViewAnswer> {
    reply.type('application/json; charset=utf-8').serializer(writeJson);
    const { purpose, category: categories } = query;
    const released = await this.view.look({ signIn, resident: id, purpose, categories }, request);
    return {
      records: released.flatMap((item) => item.content ?? []),
      decisions: released.map((item) => {
        const { asked, outcome, decision, entryId } = item;
        const { category, sourceAgency, recipientAgency } = asked.request;
        return {
          category,
          source: sourceAgency === recipientAgency ? null : sourceAgency,
          outcome,
          ...toldOf(item),
          basis: outcome === 'permit' ? decision.basis : null,
          entryId,
        };
      }),
    };
  }
}
