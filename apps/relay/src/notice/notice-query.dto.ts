import { IsIn, IsOptional } from 'class-validator';
import { FeedQueryDto } from '../feed/feed-query.dto.js';

export class NoticeQueryDto extends FeedQueryDto {
  /** `newest`: the newest first, for who looks and does not follow the feed. Left out, oldest first. */
  @IsOptional()
  @IsIn(['newest'])
  readonly order?: 'newest';
}
