import { IsIn, IsISO8601, IsOptional, IsString, Length, ValidateIf } from 'class-validator';
import type { RecallAnswer } from './recalls.js';

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
