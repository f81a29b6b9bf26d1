import { IsPseudonym } from '#libs/contracts';
import { CATEGORIES, type Category } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';

export const MAX_BATCH = 100;

/** One version of one record of the posting agency. `sourceId` and `sourceVersion` together make a post idempotent. */
export class RecordUpdateDto {
  /** The posting agency's pairwise pseudonym of the resident. */
  @IsPseudonym()
  readonly resident!: string;

  /** The agency's own id of the record, the same for all its versions. */
  @IsString()
  @Length(1, 100)
  @Matches(/^[\x21-\x7e]+$/, { message: 'sourceId must be visible ASCII without spaces' })
  readonly sourceId!: string;

  /** Grows with each change; an older one than the newest known is refused as stale. */
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  readonly sourceVersion!: number;

  @IsIn(CATEGORIES)
  readonly category!: Category;

  /** FHIR R4 or PRSB-headed content; at most 64 kB. Carried as the JSON text that was sent (`carryBodies`). */
  @ApiProperty({ type: Object })
  @IsString({ message: 'body must be an object' })
  readonly body!: string;
}

/** Up to 100 updates; each is accepted or refused by itself, and all accepted ones are durable before the answer. */
export class RecordBatchDto {
  // Here they are the texts that were sent (`carryRecords`), so that each is judged by itself.
  @ApiProperty({ type: [RecordUpdateDto], minItems: 1, maxItems: MAX_BATCH })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH)
  @IsString({ each: true })
  readonly records!: string[];
}
