import { CATEGORIES, PURPOSES, REQUEST_ACTIONS, type Category, type Purpose, type RequestAction } from '#libs/domain';
import { SEMANTICS, type Semantic } from '#libs/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/*
 * The bodies as the document shows them. They are read by hand (`#libs/contracts`, AuthZEN), not by class-validator: the
 * standard has us ignore fields that we do not know, and deny, not refuse, what is well-formed but unknown to us.
 */

export const MAX_EVALUATIONS = 100;
export const SUBJECT_TYPES = ['practitioner', 'officer', 'system'] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

/** Who would ask: a principal of the caller's own agency. Anybody else is decided like nobody. */
export class SubjectDto {
  @ApiProperty({ enum: SUBJECT_TYPES })
  readonly type!: SubjectType;

  readonly id!: string;

  /** Taken for AuthZEN's sake and never believed: what somebody is comes from the primary database. */
  @ApiPropertyOptional({ type: Object })
  readonly properties?: object;
}

export class ActionDto {
  @ApiProperty({ enum: REQUEST_ACTIONS })
  readonly name!: RequestAction;
}

export class ResourcePropertiesDto {
  /** The caller's agency's pairwise pseudonym of the resident. */
  readonly resident!: string;

  /** The agency that the records come from. A resource search without it looks at every agency. */
  readonly source?: string;
}

/** One category of one resident's records from one source. */
export class ResourceDto {
  @ApiProperty({ enum: ['record'] })
  readonly type!: 'record';

  @ApiProperty({ enum: CATEGORIES })
  readonly id!: Category;

  readonly properties!: ResourcePropertiesDto;
}

export class ContextDto {
  @ApiProperty({ enum: PURPOSES })
  readonly purpose!: Purpose;

  /** To be asked under this agreement alone. */
  readonly agreement?: string;
}

/** AuthZEN 1.0, Access Evaluation request. */
export class EvaluationDto {
  readonly subject!: SubjectDto;
  readonly action!: ActionDto;
  readonly resource!: ResourceDto;
  readonly context!: ContextDto;
}

/** One of several: what it leaves out is that of the whole. */
export class EvaluationItemDto {
  readonly subject?: SubjectDto;
  readonly action?: ActionDto;
  readonly resource?: ResourceDto;
  readonly context?: ContextDto;
}

export class EvaluationOptionsDto {
  /** `execute_all` when left out; the others stop after the first answer of their kind. */
  @ApiPropertyOptional({ enum: SEMANTICS })
  readonly evaluations_semantic?: Semantic;
}

/** AuthZEN 1.0, Access Evaluations request: at most 100. */
export class EvaluationsDto extends EvaluationItemDto {
  @ApiPropertyOptional({ type: [EvaluationItemDto], maxItems: MAX_EVALUATIONS })
  readonly evaluations?: EvaluationItemDto[];

  readonly options?: EvaluationOptionsDto;
}
