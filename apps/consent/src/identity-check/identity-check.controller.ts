import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswerCheck } from './answer-check.js';
import { IdentityAnswerBody, IdentityCheckList, IdentityCheckQuery } from './identity-check.dto.js';
import { ListChecks } from './list-checks.js';

@ApiTags('identity checks')
@Controller('v1/identity-checks')
export class IdentityCheckController {
  constructor(
    private readonly listing: ListChecks,
    private readonly answering: AnswerCheck,
  ) {}

  /** Whether two are one person: the questions about people whom your agency knows. */
  @Get()
  @Allow('practitioner', 'officer')
  list(@CurrentPrincipal() principal: Principal, @Query() { after }: IdentityCheckQuery): Promise<IdentityCheckList> {
    return this.listing.list(principal, after);
  }

  /** Answers for your own side, after looking at it. */
  @Post(':id/answers')
  @Allow('practitioner', 'officer')
  @HttpCode(204)
  answer(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { answer }: IdentityAnswerBody,
  ): Promise<void> {
    return this.answering.answer(principal, id, answer);
  }
}
