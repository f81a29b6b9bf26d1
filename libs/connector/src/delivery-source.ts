/** One delivery as it stands in the agency's topic or feed: sealed, at its place in the stream of one resident. */
export interface OfferedDelivery {
  readonly deliveryId: string;
  readonly stream: string;
  /** Position in the stream, gapless from 1. */
  readonly seq: bigint;
  /** The agency's pairwise pseudonym of the resident. */
  readonly resident: string;
  /** Compact JWE; null where the feed already refused it and only its place is left. */
  readonly sealed: string | null;
}

/** Resolves true when all of it was handled, and false when the connector stops first: then it must come again. */
export type Receive = (offered: readonly OfferedDelivery[]) => Promise<boolean>;

/**
 * Where deliveries come from. Each comes at least once and in the order of its stream; a batch that was not handled comes
 * again. Waits with back-off for a broker that is away.
 */
export abstract class DeliverySource {
  abstract start(receive: Receive): void;
  /** Waits for the batch in work. Idempotent. */
  abstract stop(): Promise<void>;
}
