import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PROBLEM_CODES, problemType } from './problem-codes.js';

/** One thing wrong with the input: where, and which rule. Never the value that was sent. */
export class FieldError {
  @ApiProperty({ description: 'Dotted path of the field within body, query or path', example: 'categories.0' })
  readonly field!: string;

  @ApiProperty({ description: 'The rule that failed', example: 'isIn' })
  readonly rule!: string;

  @ApiProperty({ description: 'The rule in words' })
  readonly detail!: string;
}

/** RFC 9457 problem details: the only shape in which an app reports an error. */
export class ProblemDocument {
  @ApiProperty({
    description: 'Stable identifier of the kind of problem',
    enum: PROBLEM_CODES.map(problemType),
  })
  readonly type!: string;

  @ApiProperty()
  readonly title!: string;

  @ApiProperty()
  readonly status!: number;

  @ApiPropertyOptional({ description: 'What to do about this occurrence; never says whether data exists' })
  readonly detail?: string;

  @ApiPropertyOptional({
    description: 'The request id, to quote when asking for help',
    example: 'urn:consent-broker:request:…',
  })
  readonly instance?: string;

  @ApiPropertyOptional({
    description: 'The more specific, stable reason within the type',
    example: 'agreement-not-live',
  })
  readonly code?: string;

  @ApiPropertyOptional({ type: [FieldError] })
  readonly errors?: readonly FieldError[];
}
