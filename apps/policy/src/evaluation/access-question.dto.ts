import { CATEGORIES, PURPOSES, REQUEST_ACTIONS, type Category, type Purpose, type RequestAction } from '#libs/domain';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { AGENCY_CODE, PSEUDONYM } from '../doors/shapes.js';

export const MAX_EVALUATIONS = 100;
export const SUBJECT_TYPES = ['practitioner', 'officer', 'system'] as const;

/** Who would ask: a principal of the caller's own agency. Anybody else is decided like nobody. */
export class SubjectDto {
  @IsIn(SUBJECT_TYPES)
  readonly type!: (typeof SUBJECT_TYPES)[number];

  @IsString()
  @Length(1, 100)
  readonly id!: string;

  /** Taken for AuthZEN's sake and never believed: what somebody is comes from the primary database. */
  @IsOptional()
  @IsObject()
  readonly properties?: object;
}

export class ActionDto {
  @IsIn(REQUEST_ACTIONS)
  readonly name!: RequestAction;

  @IsOptional()
  @IsObject()
  readonly properties?: object;
}

export class ResourcePropertiesDto {
  /** The caller's agency's pairwise pseudonym of the resident. */
  @Matches(PSEUDONYM, { message: 'resident must be the pseudonym that linking returned' })
  readonly resident!: string;

  /** The agency that the records come from. */
  @Matches(AGENCY_CODE, { message: 'source must be the code of an agency' })
  readonly source!: string;
}

/** One category of one resident's records from one source. */
export class ResourceDto {
  @IsIn(['record'])
  readonly type!: 'record';

  @IsIn(CATEGORIES)
  readonly id!: Category;

  @IsObject()
  @ValidateNested()
  @Type(() => ResourcePropertiesDto)
  readonly properties!: ResourcePropertiesDto;
}

export class ContextDto {
  @IsIn(PURPOSES)
  readonly purpose!: Purpose;
}

/** AuthZEN 1.0, Access Evaluation request. */
export class EvaluationDto {
  @IsObject()
  @ValidateNested()
  @Type(() => SubjectDto)
  readonly subject!: SubjectDto;

  @IsObject()
  @ValidateNested()
  @Type(() => ActionDto)
  readonly action!: ActionDto;

  @IsObject()
  @ValidateNested()
  @Type(() => ResourceDto)
  readonly resource!: ResourceDto;

  @IsObject()
  @ValidateNested()
  @Type(() => ContextDto)
  readonly context!: ContextDto;
}

/** One of several: what it leaves out is that of the whole. */
export class EvaluationItemDto {
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SubjectDto)
  readonly subject?: SubjectDto;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ActionDto)
  readonly action?: ActionDto;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ResourceDto)
  readonly resource?: ResourceDto;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ContextDto)
  readonly context?: ContextDto;
}

export const SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const;

export class EvaluationOptionsDto {
  /** `execute_all` when left out; the others stop after the first answer of their kind. */
  @IsOptional()
  @IsIn(SEMANTICS)
  readonly evaluations_semantic?: (typeof SEMANTICS)[number];
}

/** AuthZEN 1.0, Access Evaluations request. */
export class EvaluationsDto extends EvaluationItemDto {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_EVALUATIONS)
  @ValidateNested({ each: true })
  @Type(() => EvaluationItemDto)
  readonly evaluations?: EvaluationItemDto[];

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => EvaluationOptionsDto)
  readonly options?: EvaluationOptionsDto;
}
