import type { Category, LegalMode, Purpose } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';

/**
 * `waiting` has been offered and not opened, or is kept back; `refused` was not offered, or ended before it was opened; `not-delivered` was
 * not, and why could tell what the sender may not know (domain 1.15); `recalled` had been opened; `replaced` made room for
 * another delivery of the same record.
 */
export const SENT_STATES = ['waiting', 'opened', 'refused', 'not-delivered', 'recalled', 'replaced'] as const;
export type SentState = (typeof SENT_STATES)[number];

/** What a sender may know of one delivery of a record of its own. Its reason is kept, perhaps by another release: no closed list. */
export class SentDelivery {
  readonly id!: string;
  readonly recordId!: string;
  readonly category!: Category;
  readonly purpose!: Purpose;
  /** The recipient; `others` for one that the sender may not know of. */
  readonly agency!: string;
  @ApiProperty({ enum: SENT_STATES })
  readonly state!: SentState;
  /** Of a refusal or a recall; `withheld` where it could tell what the sender may not know. */
  readonly reason!: string | null;
  readonly agreement!: string | null;
  readonly basis!: LegalMode | null;
  /** When the record came in. */
  readonly sentAt!: string;
  /** When it was first opened. */
  readonly openedAt!: string | null;
  readonly endedAt!: string | null;
}

export class SentDeliveryPage {
  @ApiProperty({ type: [SentDelivery] })
  readonly items!: SentDelivery[];
  /** For `after`, or null on the last page. */
  readonly next!: string | null;
}
