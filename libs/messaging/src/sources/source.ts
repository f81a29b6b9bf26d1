export interface ReceivedMessage {
  readonly offset: bigint;
  readonly value: Uint8Array;
}

/** A run of one partition's messages, in offset order. */
export interface ReceivedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly ReceivedMessage[];
  /** False once the partition belongs to another or the source stops: the rest is then left alone. */
  current(): boolean;
  /** Everything up to this offset stands in the database. Its commit to the sink happens later, in the background. */
  settled(offset: bigint): void;
}

/**
 * Where consumers read. Delivers each message at least once, a partition's batches one after the other, to one process
 * of the group at a time, save around a rebalance; keeps the membership alive while `receive` works, however long.
 * What was received and not settled comes again. Waits with back-off for a sink that is away.
 */
export interface Source {
  start(receive: (batch: ReceivedBatch) => Promise<void>): void;
  /** Waits for batches in work, commits what is settled, leaves the group. Idempotent. */
  stop(): Promise<void>;
}
