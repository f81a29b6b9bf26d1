import {
  type Claim,
  IdempotencyStore,
  type KeyedRequest,
  type StoredAnswer,
} from '../idempotency/idempotency-store.js';

/** A fake for specs without a database; passes the same conformance suite as the adapter. */
export class MemoryIdempotencyStore extends IdempotencyStore {
  private readonly rows = new Map<string, { fingerprint: Uint8Array; answer?: StoredAnswer }>();

  claim(request: KeyedRequest): Promise<Claim> {
    const row = this.rows.get(idOf(request));
    if (row === undefined) {
      this.rows.set(idOf(request), { fingerprint: request.fingerprint });
      return Promise.resolve({ state: 'claimed' });
    }
    if (!Buffer.from(row.fingerprint).equals(request.fingerprint)) return Promise.resolve({ state: 'other-request' });
    return Promise.resolve(
      row.answer === undefined ? { state: 'in-flight' } : { state: 'answered', answer: row.answer },
    );
  }

  answer(request: KeyedRequest, answer: StoredAnswer): Promise<void> {
    this.rows.set(idOf(request), {
      fingerprint: request.fingerprint,
      answer: { status: answer.status, body: answer.body ?? null },
    });
    return Promise.resolve();
  }

  release(request: KeyedRequest): Promise<void> {
    if (this.rows.get(idOf(request))?.answer === undefined) this.rows.delete(idOf(request));
    return Promise.resolve();
  }
}

function idOf(request: KeyedRequest): string {
  return JSON.stringify([request.principal, request.key]);
}
