import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { DomainError } from '#libs/domain';
import { Allow, CurrentPrincipal, type Principal, ProblemError } from '#libs/http';
import { keyUnreadable } from '#libs/trail';
import type { FastifyRequest } from 'fastify';
import { AcceptBatch } from './accept-batch.js';
import { AcceptRecords } from './accept-records.js';
import { DeliveryStates } from './delivery-state.dto.js';
import { ListDeliveries } from './list-deliveries.js';
import { RecordBatchDto, RecordUpdateDto } from './record.dto.js';
import { AcceptResult, BatchResult, Retraction } from './record-result.dto.js';
import { RetractRecord } from './retract-record.js';

/** Where an agency's system posts updates and learns what became of them. */
@Controller('v1/records')
export class RecordController {
  constructor(
    private readonly updates: AcceptRecords,
    private readonly batch: AcceptBatch,
    private readonly deliveries: ListDeliveries,
    private readonly retraction: RetractRecord,
  ) {}

  /** One update. 201 when it is accepted or was before (the same content); 409 when it conflicts or is stale. */
  @Post()
  @Allow('system')
  async post(@CurrentPrincipal() principal: Principal, @Body() update: RecordUpdateDto): Promise<AcceptResult> {
    const [result] = await this.updates.accept(principal.agency!, [update]);
    return orRefuse(result!);
  }

  /** Up to 100 updates, each taken or refused by itself: the answer says of each what became of it, in the order sent. */
  @Post('batch')
  @HttpCode(200)
  @Allow('system')
  async postBatch(@CurrentPrincipal() principal: Principal, @Body() { records }: RecordBatchDto): Promise<BatchResult> {
    return { results: await this.batch.accept(principal.agency!, records) };
  }

  /** What became of a record: each agency that it may go to, as far as the sender may know. */
  @Get(':id/deliveries')
  @Allow('system', 'practitioner')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
  ): Promise<DeliveryStates> {
    const released = await this.deliveries.list(principal, id, request);
    return { deliveries: released.content ?? [] };
  }

  /** Sent under the wrong person: fences at once, destroys the keys of its deliveries and recalls what was opened. */
  @Post(':id/retract')
  @HttpCode(200)
  @Allow('system')
  retract(@CurrentPrincipal() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<Retraction> {
    return this.retraction.retract(principal.agency!, id);
  }
}

/** Says of one refused update what is wrong and how to put it right; never whether a resident exists elsewhere. */
function orRefuse(result: AcceptResult): AcceptResult {
  switch (result.status) {
    case 'accepted':
    case 'duplicate':
      return result;
    case 'conflict':
      throw new DomainError(
        'record-conflict',
        'this version was posted before with other content; raise sourceVersion for a change',
      );
    case 'stale':
      throw new DomainError('record-stale', 'a newer version of this record is known; post a higher sourceVersion');
    case 'invalid-body': {
      const { path, rule, detail } = result.fault!;
      throw new ProblemError('invalid-input', { code: 'invalid-body', errors: [{ field: path, rule, detail }] });
    }
    case 'too-large':
      throw new DomainError('invalid-body', 'the body is larger than 64 kB of JSON; send a smaller record');
    case 'invalid-record':
      throw new ProblemError('invalid-input', { errors: result.errors ?? [] });
    case 'try-again':
      throw keyUnreadable();
    case 'resident-not-linked':
      throw new DomainError('invalid-resident', 'this pseudonym is not one of your agency; link the resident first');
  }
}
