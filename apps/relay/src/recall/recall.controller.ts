import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { IsIn, IsISO8601, IsOptional, IsString, Length, ValidateIf } from 'class-validator';
import { FeedQueryDto } from '../delivery/delivery.controller.js';
import { Recalls, type RecallAnswer, type RecallView, type ResidentRecall } from './recalls.js';

export class RecallAnswerDto {
  @IsIn(['received', 'deleted', 'kept'])
  readonly answer!: RecallAnswer;

  /** Which onward processor this is about; left out for the agency itself. */
  @IsOptional()
  @IsString()
  @Length(1, 40)
  readonly processor?: string;

  /** Why it is kept: a retention duty, in words for the resident. */
  @ValidateIf((dto: RecallAnswerDto) => dto.answer === 'kept')
  @IsString()
  @Length(3, 200)
  readonly reason?: string;

  /** The day after which it is deleted. */
  @ValidateIf((dto: RecallAnswerDto) => dto.answer === 'kept')
  @IsISO8601({ strict: true })
  readonly keptUntil?: string;
}

@Controller('v1')
export class RecallController {
  constructor(private readonly recalls: Recalls) {}

  /** Recalls of deliveries that the agency opened. */
  @Get('recalls')
  @Allow('system')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: FeedQueryDto,
  ): Promise<{ recalls: RecallView[]; next: string }> {
    return this.recalls.ofAgency(principal.agency!, query.after ?? '0.0', query.limit ?? 100);
  }

  @Post('recalls/:id/answers')
  @HttpCode(204)
  @Allow('system')
  answer(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { answer, processor, reason, keptUntil }: RecallAnswerDto,
  ): Promise<void> {
    const kept = answer === 'kept';
    return this.recalls.answer(principal.agency!, id, {
      answer,
      processor: processor ?? '',
      reason: kept ? reason! : null,
      keptUntil: kept ? keptUntil! : null,
    });
  }

  /** A resident reads who had opened what before they stopped it, and what each agency says. */
  @Get('residents/me/recalls')
  @Allow('resident')
  async mine(@CurrentPrincipal() principal: Principal): Promise<{ recalls: ResidentRecall[] }> {
    return { recalls: await this.recalls.ofResident(principal.residentId!) };
  }
}
