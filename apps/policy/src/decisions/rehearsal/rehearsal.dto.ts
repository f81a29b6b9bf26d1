import { CATEGORIES, type Category, type Purpose, type ReasonCode, type Role } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, Matches } from 'class-validator';
import { AGENCY_CODE, AGREEMENT_ID } from '../../doors/shapes.js';

/** The choice to be rehearsed: what a directive would name. Post the same to the consent app to make it. */
export class ChoiceDto {
  @Matches(AGREEMENT_ID, { message: 'agreement must be the id of an agreement' })
  readonly agreement!: string;

  /** Left out: every recipient of the agreement. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @Matches(AGENCY_CODE, { each: true, message: 'recipients must be codes of agencies' })
  readonly recipients?: string[] | null;

  /** Left out: every category of the agreement. One that it does not name may be asked about, and is never seen. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CATEGORIES.length)
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  readonly categories?: Category[] | null;
}

/** Why not even a yes would let them see it, as told to a resident. */
export class StillNotDto {
  /** A reason code, or `withheld`. */
  readonly code!: ReasonCode;
  readonly says!: string;
  /** BCP 47 tag of the words. */
  readonly language!: string;
}

export class RehearsedCategoryDto {
  readonly category!: Category;
  readonly now!: boolean;
  readonly ifYes!: boolean;
  readonly ifNo!: boolean;
  /** Null exactly where `ifYes` is true. */
  readonly reason!: StillNotDto | null;
}

export const EYES = ['people', 'system'] as const;

export class SeenByDto {
  /** `system`: records sent to the agency's system. */
  @ApiProperty({ enum: EYES })
  readonly by!: (typeof EYES)[number];

  readonly role!: Role | null;
  /** What is not so today and was taken to be so. */
  readonly assumed!: string[];
  readonly categories!: RehearsedCategoryDto[];
}

export class RehearsedRecipientDto {
  readonly agency!: string;
  readonly name!: string;
  /** Where it would come from; what is seen is seen from at least one of them. */
  readonly sources!: string[];
  readonly seen!: SeenByDto[];
}

/** What each answer would let whom see. Advice: nothing is stored or released, and it must not be kept. */
export class RehearsalDto {
  readonly agreement!: string;
  readonly purpose!: Purpose;
  readonly decidedAt!: string;
  readonly bundle!: string;
  /** A wider no stands in the way: a yes can only be recorded once that is lifted. */
  readonly liftFirst!: boolean;
  readonly recipients!: RehearsedRecipientDto[];
  readonly entryId!: string;
}
