import { IsString, IsUUID } from 'class-validator';
import { IsPseudonym } from '../input/is-pseudonym.js';

export const DELIVERY_OFFERED = 'delivery.offered.v1';

/**
 * A sealed record update waits for one agency. One type for every category, so that a topic tells nothing; only random
 * ids stand outside the seal. The content key is handed out by `POST deliveries/open`, decided at that moment.
 * Published by relay to `agency.<code>.records.v1`, keyed by the pairwise pseudonym; at least once, in order per resident.
 */
export class DeliveryOffered {
  @IsUUID()
  readonly deliveryId!: string;

  /** The pairwise pseudonym of the resident at the recipient. */
  @IsPseudonym()
  readonly resident!: string;

  /** Compact JWE (dir, A256GCM) under a content key that this message does not carry. */
  @IsString()
  readonly sealed!: string;
}
