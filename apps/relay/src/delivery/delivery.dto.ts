import type { LineRefusal, ReasonCode } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';

/** What was decided of one delivery at this moment. */
export class Opening {
  /** The delivery's. */
  readonly id!: string;
  @ApiProperty({ enum: ['permit', 'deny'] })
  readonly outcome!: 'permit' | 'deny';
  /** Of a permit: the key of the JWE (`dir`, `A256GCM`), base64url. */
  readonly contentKey?: string;
  /** Of a denial: its code. */
  readonly reason?: ReasonCode | LineRefusal;
  /** Of a denial, in plain words. */
  readonly explain?: string;
  /** The audit entry of this opening. */
  readonly entryId!: string;
}

export class Openings {
  /** One for each delivery of the agency's, in the order asked. */
  @ApiProperty({ type: [Opening] })
  readonly openings!: Opening[];
}

export class FeedDelivery {
  readonly id!: string;
  readonly stream!: string;
  /** Counts from 1 within its stream, without gaps. */
  readonly seq!: number;
  /** The sealed payload (JWE); null where it is refused, which keeps its place in the order. */
  readonly sealed!: string | null;
  /** The agency's pseudonym of the resident. */
  readonly resident!: string;
}

export class FeedView {
  @ApiProperty({ type: [FeedDelivery] })
  readonly deliveries!: FeedDelivery[];
  /** Where to go on; the same as `after` when there is nothing new. */
  readonly next!: string;
}
