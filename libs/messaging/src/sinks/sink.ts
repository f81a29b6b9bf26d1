import type { OutgoingMessage } from '../outbox/outbox.js';

/**
 * Where shippers send. Each implementation passes the conformance suite in test/messaging.
 * `send` resolves only when every message is durable, in the order given for each key. It may be called again with
 * messages that an earlier, failed call had partly delivered: readers skip by `seq`. One call at a time.
 * Rejects with TopicRefused where a topic is at fault, and with any other error where the sink itself is away.
 */
export interface Sink {
  send(messages: readonly OutgoingMessage[]): Promise<void>;
  /** Lets go of connections. Idempotent; a later `send` opens them again. */
  close(): Promise<void>;
}

/** Some topic of the batch cannot be written (missing right, refused name or size), while the sink is up. */
export class TopicRefused extends Error {
  override readonly name = 'TopicRefused';
}

/** Partitions that a topic gets when it is created, for its whole life. */
export const DEFAULT_PARTITIONS = 6;
