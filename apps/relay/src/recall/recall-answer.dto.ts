import { IsDay } from '#libs/contracts';
import { IsIn, IsOptional, IsString, Length, Matches, MaxLength, ValidateIf } from 'class-validator';
import type { RecallAnswer } from './answer-order.js';

export class RecallAnswerDto {
  @IsIn(['received', 'deleted', 'kept'])
  readonly answer!: RecallAnswer;

  /** Code of the onward processor that this is about; left out for the agency itself. */
  @IsOptional()
  @Matches(/^[A-Z0-9-]{2,20}$/)
  readonly processor?: string;

  /** Why it is kept: a retention duty, in words for the resident. */
  @ValidateIf((dto: RecallAnswerDto) => dto.answer === 'kept')
  @IsString()
  @Length(3, 200)
  readonly reason?: string;

  /** The day after which it is deleted: in London, today or later. */
  @ValidateIf((dto: RecallAnswerDto) => dto.answer === 'kept')
  @MaxLength(40)
  @IsDay()
  readonly keptUntil?: string;
}
