/** Which request a key stands for. `fingerprint` is a hash salted with the key itself, which is not stored. */
export interface KeyedRequest {
  readonly principal: string;
  readonly key: string;
  readonly fingerprint: Uint8Array;
}

export interface StoredAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A request that holds its key: `claimedAt` tells this claim from a later one of the same request. */
export interface ClaimedRequest extends KeyedRequest {
  readonly claimedAt: string;
}

export type Claim =
  | { readonly state: 'claimed'; readonly claimedAt: string }
  | { readonly state: 'answered'; readonly answer: StoredAnswer }
  /** `leaseSeconds`: whole seconds until the claim can be taken over, at least 1. */
  | { readonly state: 'in-flight'; readonly leaseSeconds: number }
  | { readonly state: 'other-request' };

/** A transaction that somebody else began and ends. */
export interface OpenTransaction {
  query(sql: string, values: unknown[]): Promise<unknown>;
}

/**
 * Answers of keyed writes that release nothing. Exactly one of two racing requests claims a key; a claim whose process died
 * can be taken over after LEASE_SECONDS, and at once by a request that stops (`takeOver`), whose repeat is harmless. Answers
 * hold ids and states only, never content. The first answer noted stays.
 */
export abstract class IdempotencyStore {
  static readonly LEASE_SECONDS = 60;

  abstract claim(request: KeyedRequest, options?: { readonly takeOver?: boolean }): Promise<Claim>;
  abstract answer(request: KeyedRequest, answer: StoredAnswer): Promise<void>;
  /** The request failed and had no effect: the key is free again, unless somebody else has claimed it since. */
  abstract release(request: ClaimedRequest): Promise<void>;
  /**
   * Does the work of a claimed request in the transaction that commits its answer with it: whoever comes with the same
   * request at the same moment waits for that transaction, and is answered with what the first was. The work's result is the
   * answer's body, so it is as JSON would give it back.
   */
  abstract once<T>(
    tx: OpenTransaction,
    claimed: { request: KeyedRequest; status: number },
    work: () => Promise<T>,
  ): Promise<T>;
}
