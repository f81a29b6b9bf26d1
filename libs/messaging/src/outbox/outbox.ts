/** A committed message on its way to a sink. `value` is the whole CloudEvent as it will stand in the topic. */
export interface OutgoingMessage {
  readonly stream: string;
  readonly seq: bigint;
  readonly topic: string;
  readonly key: string;
  readonly value: string;
}

export interface DueQuery {
  readonly shards: readonly number[];
  /** Topics that refused lately and wait. */
  readonly except: readonly string[];
  readonly maxMessages: number;
  readonly maxBytes: number;
}

/**
 * The rows still to be sent, by state: what is there is due, what is sent is deleted. Only the leader of a shard calls
 * it, on the connection that holds the leadership, so that a leader which lost it can no longer delete.
 */
export interface Outbox {
  /** The oldest due messages: of each stream a gapless run from its first, in `seq` order. At least one where any is due. */
  due(query: DueQuery): Promise<OutgoingMessage[]>;
  /** After the sink has them. Idempotent. */
  remove(messages: readonly OutgoingMessage[]): Promise<void>;
}
