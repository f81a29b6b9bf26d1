import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInstant, PageQuery } from '#libs/contracts';
import { CATEGORIES, INTERNAL_ID, PSEUDONYM, PURPOSES } from '#libs/domain';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';

/** The pseudonym of one's own agency, or an internal id. */
const RESIDENT = new RegExp(`${PSEUDONYM.source}|${INTERNAL_ID.source}`);

export const ENTRY_KINDS = ['disclosure', 'decision', 'search', 'directive', 'governance'] as const;

export class EntryParams {
  @IsUUID()
  readonly id!: string;
}

/** What a history may be narrowed by. All optional, all joined by "and". */
export class HistoryQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ENTRY_KINDS })
  @IsOptional()
  @IsIn(ENTRY_KINDS)
  readonly kind?: string;

  @ApiPropertyOptional({ enum: ['permit', 'deny'] })
  @IsOptional()
  @IsIn(['permit', 'deny'])
  readonly outcome?: string;

  /** Source, requester or recipient. */
  @IsOptional()
  @Matches(/^[A-Z0-9-]{2,20}$/)
  readonly agency?: string;

  /** From this moment on. */
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsInstant()
  readonly from?: string;

  /** Before this moment. */
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsInstant()
  readonly to?: string;
}

/** What a list of entries may be narrowed by. */
export class EntryQuery extends HistoryQuery {
  /** As lines show it: read, list, offer, open… */
  @IsOptional()
  @Matches(/^[a-z][a-z-]{1,60}$/)
  readonly action?: string;

  @ApiPropertyOptional({ enum: PURPOSES })
  @IsOptional()
  @IsIn(PURPOSES)
  readonly purpose?: string;

  @ApiPropertyOptional({ enum: CATEGORIES })
  @IsOptional()
  @IsIn(CATEGORIES)
  readonly category?: string;

  /** As lines show it to the one who asks. */
  @IsOptional()
  @Matches(/^[a-z][a-z-]{1,60}$/)
  readonly reason?: string;

  /** Internal id of a principal. */
  @IsOptional()
  @IsUUID()
  readonly requester?: string;

  /** The pseudonym of one's own agency; for an officer also the internal id. */
  @IsOptional()
  @Matches(RESIDENT)
  @ApiPropertyOptional({ pattern: RESIDENT.source })
  readonly resident?: string;
}

/**
 * What a resident reads of an entry: which organisation and role, when, for what and with what outcome; never which person. Entries
 * are kept in the words of the release that wrote them, so no list of words but the kinds is closed.
 */
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
  /** A reason code; `withheld` where it could tell what the reader may not know. Null where none was recorded. */
  readonly reason!: string | null;
  readonly purpose!: string | null;
  readonly categories!: string[];
  readonly sourceAgency!: string | null;
  readonly requesterAgency!: string | null;
  readonly recipientAgency!: string | null;
  /** What the requester was when they asked; null and none where nothing was decided about them. */
  readonly requesterKind!: string | null;
  readonly requesterRoles!: string[];
  readonly agreement!: string | null;
  /** Legal mode of a permit (domain 1.5): DIRECT_CARE, EXPLICIT… */
  readonly basis!: string | null;
}

/** What a practitioner reads of an entry of their own doing. */
export class OwnLine extends HistoryLine {
  /** The pseudonym of the reader's agency; null where it has none. */
  readonly resident!: string | null;
}

/** What an officer reads of an entry in which their agency has a part. */
export class EntryLine extends OwnLine {
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
  /** The canonical request, facts and outcome; null once the key that held them was erased, and where they are withheld. */
  @ApiProperty({ type: Object, nullable: true })
  readonly detail!: unknown;
  /** `withheld`: for officers in other roles than privacy officer and information governance lead. */
  @ApiProperty({ enum: ['open', 'erased', 'unreadable', 'withheld'] })
  readonly detailState!: 'open' | 'erased' | 'unreadable' | 'withheld';
}

export class HistoryPage {
  @ApiProperty({ type: [HistoryLine] })
  readonly items!: HistoryLine[];
  /** For `after`, or null on the last page. */
  readonly next!: string | null;
}

export class OwnPage {
  @ApiProperty({ type: [OwnLine] })
  readonly items!: OwnLine[];
  readonly next!: string | null;
}

export class EntryPage {
  @ApiProperty({ type: [EntryLine] })
  readonly items!: EntryLine[];
  /** For `after`, or null on the last page. */
  readonly next!: string | null;
}
