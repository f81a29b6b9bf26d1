import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';

/** A map of attributes; AuthZEN leaves their names to the deployment, ours are listed at each use. */
type Attributes = Readonly<Record<string, unknown>>;

class NamedThing {
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  readonly type!: string;

  @IsString()
  @MinLength(1)
  @MaxLength(255)
  readonly id!: string;

  @IsOptional()
  @IsObject()
  readonly properties?: Attributes;
}

/** The requester: type `practitioner`, `system` or `officer`, id as registered (internal id, or subject of the sign-in). */
export class SubjectBody extends NamedThing {}

/** The resident's records: type `record`; id is the caller's identifier of the resident; properties `category`, `source`. */
export class ResourceBody extends NamedThing {}

/** `read`, `offer`, `open` or `list`. */
export class ActionBody {
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  readonly name!: string;

  @IsOptional()
  @IsObject()
  readonly properties?: Attributes;
}

export class EvaluationBody {
  @IsOptional()
  @ValidateNested()
  @Type(() => SubjectBody)
  readonly subject?: SubjectBody;

  @IsOptional()
  @ValidateNested()
  @Type(() => ActionBody)
  readonly action?: ActionBody;

  @IsOptional()
  @ValidateNested()
  @Type(() => ResourceBody)
  readonly resource?: ResourceBody;

  /** `purpose`, a purpose of use. */
  @IsOptional()
  @IsObject()
  readonly context?: Attributes;
}

export const SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const;
export type Semantic = (typeof SEMANTICS)[number];

class EvaluationsOptions {
  @IsOptional()
  @IsIn(SEMANTICS)
  readonly evaluations_semantic?: Semantic;
}

/** What stands outside `evaluations` is the default of each of them (AuthZEN 1.0, 7.1). */
export class EvaluationsBody extends EvaluationBody {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => EvaluationBody)
  readonly evaluations?: EvaluationBody[];

  @IsOptional()
  @ValidateNested()
  @Type(() => EvaluationsOptions)
  readonly options?: EvaluationsOptions;
}
