import type { LegalMode, ReasonCode } from '#libs/domain';
import { ApiPropertyOptional } from '@nestjs/swagger';
import type { UnknownWord } from './own-question.js';

export class ObligationsDto {
  /** Dotted fields that must not leave. */
  readonly redact!: string[];
  /** Dotted text fields of which only the last three characters may leave. */
  readonly mask!: string[];
  readonly notify!: boolean;
  readonly deferNotice!: boolean;
  readonly noOnwardSharing!: boolean;
  readonly alert!: boolean;
  /** What could show where the resident is must not leave; told alike whether a shield is in force or not. */
  readonly hideLocation!: boolean;
  readonly accuracyDisputed!: boolean;
}

/** A decision in words, for whoever asked. */
export class ExplanationDto {
  readonly reader!: string;
  /** BCP 47 tag of the words. */
  readonly language!: string;
  /** False while nobody has reviewed the texts of that language. */
  readonly reviewed!: boolean;
  readonly outcome!: 'permit' | 'deny';
  /** Id of the reported rule, or `withheld`. */
  readonly rule!: string;
  readonly says!: string;
  /** On a denial: each thing that stands against it. */
  readonly missing!: string[];
  /** The smallest change that would allow it; null where nothing that anybody could do here would. */
  readonly change!: string[] | null;
  /** On a permit: what the resident may do about it. */
  readonly rights!: string | null;
  /** For officers: the conditions and the values that they saw. */
  readonly trace!: string[] | null;
}

export class EvaluationErrorDto {
  readonly status!: number;
  readonly message!: string;
}

export class DecisionContextDto {
  /** A reason code; of a question that cannot be put to the rules, which of its words is unknown. */
  readonly reason!: ReasonCode | UnknownWord | 'unreadable';
  readonly rule?: string;
  /** Plain English. */
  readonly explain?: string;
  /** Words by language. */
  @ApiPropertyOptional({ type: Object, additionalProperties: { type: 'string' } })
  readonly reason_admin?: Readonly<Record<string, string>>;
  @ApiPropertyOptional({ type: Object, additionalProperties: { type: 'string' } })
  readonly reason_user?: Readonly<Record<string, string>>;
  readonly explanation?: ExplanationDto;
  readonly basis?: LegalMode | null;
  readonly agreement?: string | null;
  readonly obligations?: ObligationsDto;
  /** When time alone could change the answer; other things may at any moment. Of a no, for officers only. */
  readonly notAfter?: string | null;
  readonly bundle?: string;
  readonly decidedAt?: string;
  /** The audit entry of this decision; an evaluation that could not be read has none. */
  readonly entryId?: string;
  /** What is wrong with this one of several evaluations, which was therefore denied. */
  readonly error?: EvaluationErrorDto;
}

/** AuthZEN 1.0, decision. Advice: not fenced, releases nothing, and must not be kept. */
export class EvaluationAnswerDto {
  readonly decision!: boolean;
  readonly context!: DecisionContextDto;
}

export class EvaluationsAnswerDto {
  readonly evaluations!: EvaluationAnswerDto[];
}
