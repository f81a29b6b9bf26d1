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

export type Claim =
  | { readonly state: 'claimed' }
  | { readonly state: 'answered'; readonly answer: StoredAnswer }
  | { readonly state: 'in-flight' }
  | { readonly state: 'other-request' };

/**
 * Answers of keyed writes that release nothing. Exactly one of two racing requests claims a key; a claim whose process died
 * can be taken over after LEASE_SECONDS. Answers hold ids and states only, never content.
 */
export abstract class IdempotencyStore {
  static readonly LEASE_SECONDS = 60;

  abstract claim(request: KeyedRequest): Promise<Claim>;
  abstract answer(request: KeyedRequest, answer: StoredAnswer): Promise<void>;
  /** The request failed and had no effect: the key is free again. */
  abstract release(request: KeyedRequest): Promise<void>;
}
