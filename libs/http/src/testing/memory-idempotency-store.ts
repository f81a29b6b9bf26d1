import {
  type Claim,
  type ClaimedRequest,
  IdempotencyStore,
  type KeyedRequest,
  type OpenTransaction,
  type StoredAnswer,
} from '../idempotency/idempotency-store.js';

interface Kept {
  readonly fingerprint: Uint8Array;
  readonly claimedAt: string;
  readonly answer?: StoredAnswer;
}

/** A fake for specs without a database; passes the same conformance suite as the adapter. Its leases do not end. */
export class MemoryIdempotencyStore extends IdempotencyStore {
  private readonly rows = new Map<string, Kept>();
  private claims = 0;

  claim(request: KeyedRequest, { takeOver = false } = {}): Promise<Claim> {
    const row = this.rows.get(idOf(request));
    if (row && !Buffer.from(row.fingerprint).equals(request.fingerprint))
      return Promise.resolve({ state: 'other-request' });
    if (row?.answer) return Promise.resolve({ state: 'answered', answer: row.answer });
    if (row && !takeOver) return Promise.resolve({ state: 'in-flight', leaseSeconds: IdempotencyStore.LEASE_SECONDS });
    const claimedAt = String((this.claims += 1));
    this.rows.set(idOf(request), { fingerprint: request.fingerprint, claimedAt });
    return Promise.resolve({ state: 'claimed', claimedAt });
  }

  answer(request: KeyedRequest, { status, body }: StoredAnswer): Promise<void> {
    const row = this.rows.get(idOf(request));
    if (row && !row.answer) this.rows.set(idOf(request), { ...row, answer: { status, body: body ?? null } });
    return Promise.resolve();
  }

  release(request: ClaimedRequest): Promise<void> {
    const row = this.rows.get(idOf(request));
    if (row?.answer === undefined && row?.claimedAt === request.claimedAt) this.rows.delete(idOf(request));
    return Promise.resolve();
  }

  /** There is no transaction here: what was noted first counts. */
  async once<T>(
    _tx: OpenTransaction,
    { request, status }: { request: KeyedRequest; status: number },
    work: () => Promise<T>,
  ): Promise<T> {
    const first = this.rows.get(idOf(request))?.answer;
    if (first) return first.body as T;
    const body = await work();
    await this.answer(request, { status, body });
    return body;
  }
}

function idOf(request: KeyedRequest): string {
  return JSON.stringify([request.principal, request.key]);
}
