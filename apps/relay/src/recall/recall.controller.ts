import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { FeedQueryDto } from '../feed/feed-query.dto.js';
import { AnswerRecall } from './answer-recall.js';
import { RecallAnswerDto } from './recall-answer.dto.js';
import { RecallPage, ResidentRecalls } from './recall.dto.js';
import { Recalls } from './recalls.js';

@Controller('v1')
export class RecallController {
  constructor(
    private readonly recalls: Recalls,
    private readonly answers: AnswerRecall,
  ) {}

  /** Recalls of deliveries that the agency opened. */
  @Get('recalls')
  @Allow('system')
  list(@CurrentPrincipal() principal: Principal, @Query() query: FeedQueryDto): Promise<RecallPage> {
    return this.recalls.ofAgency(principal.agency!, query.after, query.limit ?? 100);
  }

  /**
   * First `received`, then `kept` (again with another reason or day to correct it) or `deleted`, after which nothing is taken
   * (409 `recall-answered-deleted`). What was said before in the same words changes nothing.
   */
  @Post('recalls/:id/answers')
  @HttpCode(204)
  @Allow('system')
  answer(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { answer, processor, reason, keptUntil }: RecallAnswerDto,
  ): Promise<void> {
    const kept = answer === 'kept';
    return this.answers.answer(principal.agency!, id, {
      answer,
      processor: processor ?? '',
      reason: kept ? reason! : null,
      keptUntil: kept ? keptUntil! : null,
    });
  }

  /** A resident reads who had opened what before they stopped it, and what each agency says. */
  @Get('residents/me/recalls')
  @Allow('resident')
  async mine(@CurrentPrincipal() principal: Principal): Promise<ResidentRecalls> {
    return { recalls: await this.recalls.ofResident(principal.residentId!) };
  }
}
