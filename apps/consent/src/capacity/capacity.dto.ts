import { BEST_INTERESTS_AUTHORITIES, type BestInterestsAuthority, CATEGORIES, type Category } from '#libs/domain';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  Matches,
} from 'class-validator';
import { Instant } from '../input/instant.js';

export class AssessmentBody {
  /** The decision: sharing under this agreement. Left out: any sharing. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9-]{1,40}$/)
  readonly agreement?: string | null;

  /** Whether the resident was found to lack capacity for it. */
  @IsBoolean()
  readonly lacks!: boolean;

  @Instant()
  readonly assessedAt!: Date;

  /** 28 days after the assessment when left out. */
  @IsOptional()
  @Instant()
  readonly lapsesAt?: Date | null;
}

export class BestInterestsBody {
  @Matches(/^[A-Za-z0-9-]{1,40}$/)
  readonly agreement!: string;

  /** Left out: all that the agreement names. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CATEGORIES.length)
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  readonly categories?: Category[] | null;

  /** A registered attorney for health and welfare, a deputy of the court, or the professional who decides (MCA 2005 s.4). */
  @IsIn(BEST_INTERESTS_AUTHORITIES)
  readonly authority!: BestInterestsAuthority;

  /** Never later than a consent under the agreement would end. */
  @IsOptional()
  @Instant()
  readonly endsAt?: Date | null;
}

export class AssessmentView {
  readonly id!: string;
  readonly agreement!: string | null;
  readonly lacks!: boolean;
  readonly assessedAt!: string;
  readonly lapsesAt!: string;
}

export class BestInterestsView {
  readonly id!: string;
  readonly agreement!: string;
  readonly categories!: Category[] | null;
  readonly authority!: BestInterestsAuthority;
  readonly startsAt!: string;
  readonly endsAt!: string;
}

export class AssessmentList {
  readonly items!: AssessmentView[];
  readonly next!: string | null;
}

export class BestInterestsList {
  readonly items!: BestInterestsView[];
  readonly next!: string | null;
}
