import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '#libs/contracts';
import { CATEGORIES, PURPOSES } from '#libs/domain';
import { IsIn, IsISO8601, IsOptional } from 'class-validator';

export const ENTRY_KINDS = ['disclosure', 'decision', 'search', 'directive', 'governance'] as const;

/** What an officer may narrow the list by. All optional, all joined by "and". */
export class EntryQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ENTRY_KINDS })
  @IsOptional()
  @IsIn(ENTRY_KINDS)
  readonly kind?: string;

  @ApiPropertyOptional({ enum: ['permit', 'deny'] })
  @IsOptional()
  @IsIn(['permit', 'deny'])
  readonly outcome?: string;

  @ApiPropertyOptional({ enum: PURPOSES })
  @IsOptional()
  @IsIn(PURPOSES)
  readonly purpose?: string;

  @ApiPropertyOptional({ enum: CATEGORIES })
  @IsOptional()
  @IsIn(CATEGORIES)
  readonly category?: string;

  /** From this moment on. */
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  readonly from?: string;

  /** Before this moment. */
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  readonly to?: string;
}

/** What a resident reads of an entry: which organisation, when, for what and with what outcome; never which person. */
export class HistoryLine {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;
  @ApiProperty({ format: 'date-time' })
  readonly time!: string;
  @ApiProperty({ enum: ENTRY_KINDS })
  readonly kind!: string;
  readonly action!: string;
  readonly outcome!: string;
  readonly rule!: string | null;
  readonly purpose!: string | null;
  readonly categories!: string[];
  readonly sourceAgency!: string | null;
  readonly requesterAgency!: string | null;
  readonly recipientAgency!: string | null;
  readonly agreement!: string | null;
  /** Legal mode of a permit (domain 1.5): DIRECT_CARE, EXPLICIT… */
  readonly basis!: string | null;
}

/** What an officer reads of an entry in which their agency has a part. */
export class EntryLine extends HistoryLine {
  readonly residentId!: string | null;
  readonly requesterId!: string | null;
  readonly practitionerId!: string | null;
  readonly disclosureId!: string | null;
  readonly recordId!: string | null;
  readonly deliveryId!: string | null;
  /** Its place in the log; null until it is sequenced (within 2 s). */
  readonly index!: number | null;
}

/** One entry with what can be opened of it. */
export class EntryRead extends EntryLine {
  /** The canonical request, facts and outcome; null once the key that held them was erased. */
  readonly detail!: unknown;
  @ApiProperty({ enum: ['open', 'erased', 'unreadable'] })
  readonly detailState!: 'open' | 'erased' | 'unreadable';
}
