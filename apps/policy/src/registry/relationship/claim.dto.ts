import { IsPseudonym, PageQuery } from '#libs/contracts';
import { PURPOSES, type Purpose } from '#libs/domain';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { PLAIN_TEXT } from '../../doors/shapes.js';
import { CLAIM_REASONS, type ClaimReason } from './claim.js';

export class NewClaimDto {
  @IsPseudonym()
  readonly resident!: string;

  @IsIn(PURPOSES)
  readonly purpose!: Purpose;

  @IsIn(CLAIM_REASONS)
  readonly reason!: ClaimReason;

  /** Why, in the practitioner's words; kept sealed in the entry, for whoever looks into it. */
  @IsString()
  @Length(10, 500)
  @Matches(PLAIN_TEXT)
  readonly words!: string;
}

export class ClaimQuery extends PageQuery {
  @IsOptional()
  @IsUUID()
  readonly practitionerId?: string;
}

export class ClaimDto {
  readonly id!: string;
  readonly resident!: string;
  readonly practitionerId!: string;
  readonly purpose!: Purpose;
  readonly reason!: ClaimReason;
  readonly startsAt!: string;
  readonly endsAt!: string;
  /** In the answer to claiming: from when on it counts. */
  readonly effectiveAt?: string;
}

export class ClaimPageDto {
  readonly items!: ClaimDto[];
  /** The `after` of the next page; null on the last one. */
  readonly next!: string | null;
}
