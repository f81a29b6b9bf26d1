import { FieldError } from '#libs/contracts';
import { ApiProperty } from '@nestjs/swagger';

export const ACCEPT_STATUSES = [
  'accepted',
  'duplicate',
  'conflict',
  'stale',
  'resident-not-linked',
  'try-again',
  'too-large',
  'invalid-body',
  'invalid-record',
] as const;
export type AcceptStatus = (typeof ACCEPT_STATUSES)[number];

/** What is wrong inside a body, and where; never a value. */
export class BodyFaultDto {
  readonly path!: string;
  readonly rule!: string;
  readonly detail!: string;
}

/** What became of one update. */
export class AcceptResult {
  /** As it was sent; null of an invalid record that has none. */
  readonly sourceId!: string | null;
  /** As it was sent; null of an invalid record that has none. */
  readonly sourceVersion!: number | null;
  /** Stored when `accepted` or `duplicate`; of all others nothing is kept. `try-again`: nothing is wrong with it, keep it and send it again. */
  @ApiProperty({ enum: ACCEPT_STATUSES })
  readonly status!: AcceptStatus;
  /** The record's id here, for `GET records/{id}/deliveries`; null when it was not accepted. */
  readonly id!: string | null;
  /** Of an invalid body. */
  readonly fault?: BodyFaultDto;
  /** Of an invalid record: each field that is wrong, and what it may be; as a post of that record alone would be told. */
  @ApiProperty({ type: [FieldError], required: false })
  readonly errors?: readonly FieldError[];
}

export class BatchResult {
  /** One for each update, in the order sent. */
  @ApiProperty({ type: [AcceptResult] })
  readonly results!: AcceptResult[];
}

export class Retraction {
  /** From this moment no disclosure of it commits. */
  @ApiProperty({ format: 'date-time' })
  readonly retractedAt!: string;
}
