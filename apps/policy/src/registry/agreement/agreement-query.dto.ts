import { PageQuery } from '#libs/contracts';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { Type } from 'class-transformer';

export class AgreementQuery extends PageQuery {
  /** `due`: only those whose review is near or past. */
  @IsOptional()
  @IsIn(['due'])
  readonly review?: 'due';
}

export class DifferenceQuery {
  /** The version to compare with; the one before when left out. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly from?: number;
}
