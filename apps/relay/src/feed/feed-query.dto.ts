import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

/** The cursors of this release, and those of the one before, which are answered with how to begin again; no number is longer than what the database holds. */
const CURSORS = /^([0-9a-f]{8}-\d{1,18}|[0-8]?\d{1,18}\.\d{1,18})$/;

export class FeedQueryDto {
  /** The `next` of the page before; left out, the feed begins at its oldest. 409 `cursor-superseded`: begin again without it. */
  @IsOptional()
  @Matches(CURSORS, { message: 'after must be the next of an earlier page' })
  readonly after?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit?: number;
}
