/**
 * What a connector remembers: how far it handled each stream, and where its feeds go on. Neither keys nor content.
 * Contract in testing/sequence-store-conformance.ts. What `advance` and `moveTo` were told is durable when they resolve.
 */
export abstract class SequenceStore {
  /** The highest seq of the stream that was handled; 0 for a stream never seen. */
  abstract highWater(stream: string): Promise<bigint>;
  /** Moves marks forward; a mark never goes back. All of them, or, after a crash, any of them. */
  abstract advance(marks: ReadonlyMap<string, bigint>): Promise<void>;
  /** The cursor of that name; null when none was kept. */
  abstract cursor(name: string): Promise<string | null>;
  abstract moveTo(name: string, cursor: string): Promise<void>;
  /** The feed of that name is read from its beginning again; marks stay. */
  abstract forget(name: string): Promise<void>;
  /** Lets go of what it holds open; a later write opens it again. Idempotent. */
  abstract close(): Promise<void>;
}
