/** What a change touches, by kind and internal id or code: nothing personal. */
export type Thing = `${'resident' | 'principal' | 'agency' | 'agreement' | 'category' | 'rules'}:${string}`;

/** Of every change to which rules are in force: it concerns whatever they decide. */
export const RULES: Thing = 'rules:in-force';

/** That a change was about to commit. Its transaction announces the same id (`fence.announce_v1`). */
export interface Mark {
  readonly id: string;
  readonly things: readonly Thing[];
  /** Milliseconds since 1970, by the clock of the process that wrote it. */
  readonly at: number;
}

/** Everything that a store holds. */
export interface Stored {
  /** Incarnations of the database, the one in force last; empty where no database was ever joined to the store. */
  readonly incarnations: readonly string[];
  /** The largest size of the log that was signed in the incarnation in force. */
  readonly signedSize: number;
  /** Without those that were voided. */
  readonly marks: readonly Mark[];
}

/** The store holds something that nobody of ours wrote: it is not read past, and nothing is disclosed meanwhile. */
export class MarkStoreDamaged extends Error {
  override readonly name = 'MarkStoreDamaged';
}

/** The store is not where it was, or what stands there is not the database's: nothing is written to it, and nobody vouches. */
export class MarkStoreAway extends Error {
  override readonly name = 'MarkStoreAway';
}

/**
 * The restart-proof store (design 7): outside the database, its dumps and its backups, and shared by all processes and hosts
 * of a place. What a call wrote is durable once it resolves, and in every later `read` of any process. Contract in
 * testing/mark-store-conformance.ts.
 */
export abstract class MarkStore {
  /** Where it is, for whoever has to find it again. */
  abstract readonly place: string;
  /** Makes the store and joins it to a database, unless it is joined already; nothing else makes one. Returns the incarnation in force: of all who call at once, one is taken. */
  abstract found(incarnation: string): Promise<string>;
  abstract leave(mark: Mark): Promise<void>;
  /** The transactions of these marks are known not to have committed. */
  abstract void(ids: readonly string[]): Promise<void>;
  /** The log was signed at this size; sizes never go back within an incarnation. */
  abstract signed(incarnation: string, size: number): Promise<void>;
  /** A restored database is a new one: it begins with the size that its log has; a store that was lost is made anew. Idempotent. */
  abstract begin(incarnation: string, size: number): Promise<void>;
  /** Rejects with `MarkStoreDamaged`. */
  abstract read(): Promise<Stored>;
  /** Whether it is the store of the database of this incarnation; from then on `check` and all writes insist on this one. */
  abstract belongsTo(incarnation: string): Promise<boolean>;
  /** Rejects where it cannot be written to now: with `MarkStoreAway` where it is not there, as every write does. */
  abstract check(): Promise<void>;
  /** Lets it grow no further than what it tells needs. Any process may, at any moment, beside all others; takes nothing from `read`'s meaning. */
  abstract tidy(): Promise<void>;
  /** Lets go of what it holds open; a later write opens it again. Idempotent. */
  abstract close(): Promise<void>;
}
