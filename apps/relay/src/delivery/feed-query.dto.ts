import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

export class FeedQueryDto {
  /** The `next` of the page before; left out, the feed begins at its oldest delivery. */
  @IsOptional()
  // No number is longer than what the database holds.
  @Matches(/^[0-8]?\d{1,18}\.\d{1,18}$/, { message: 'after must be the next of an earlier page' })
  readonly after?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit?: number;
}
