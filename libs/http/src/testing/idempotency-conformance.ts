import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { type ClaimedRequest, IdempotencyStore, type KeyedRequest } from '../idempotency/idempotency-store.js';

const request = (fingerprint = 1): KeyedRequest => ({
  principal: randomUUID(),
  key: randomUUID(),
  fingerprint: Buffer.alloc(32, fingerprint),
});

/** What every store of keyed answers keeps, whatever it stores them in. */
export function idempotencyConformance(store: () => IdempotencyStore): void {
  it('hands a key to the first claim and reports the second as in flight', async () => {
    const keyed = request();
    expect(await store().claim(keyed)).toMatchObject({ state: 'claimed' });
    const second = await store().claim(keyed);
    expect(second).toEqual({ state: 'in-flight', leaseSeconds: expect.any(Number) });
    const { leaseSeconds } = second as { leaseSeconds: number };
    expect(IdempotencyStore.LEASE_SECONDS - leaseSeconds).toBeGreaterThanOrEqual(0);
    expect(IdempotencyStore.LEASE_SECONDS - leaseSeconds).toBeLessThan(10);
  });

  it('lets one of many racing claims win', async () => {
    const keyed = request();
    const claims = await Promise.all(Array.from({ length: 12 }, () => store().claim(keyed)));
    expect(claims.filter((claim) => claim.state === 'claimed')).toHaveLength(1);
    expect(claims.filter((claim) => claim.state === 'in-flight')).toHaveLength(11);
  });

  it('replays the answer, and refuses another request under the same key', async () => {
    const keyed = request();
    await store().claim(keyed);
    await store().answer(keyed, { status: 201, body: { id: 'x' } });
    expect(await store().claim(keyed)).toEqual({ state: 'answered', answer: { status: 201, body: { id: 'x' } } });
    expect(await store().claim({ ...keyed, fingerprint: Buffer.alloc(32, 2) })).toEqual({ state: 'other-request' });
  });

  it('refuses another request while the first is in flight', async () => {
    const keyed = request();
    await store().claim(keyed);
    expect(await store().claim({ ...keyed, fingerprint: Buffer.alloc(32, 2) })).toEqual({ state: 'other-request' });
  });

  it('keeps principals apart', async () => {
    const keyed = request();
    await store().claim(keyed);
    expect(await store().claim({ ...keyed, principal: randomUUID() })).toMatchObject({ state: 'claimed' });
  });

  it('frees a released key, but never one that was answered', async () => {
    const keyed = request();
    await store().release(await claimed(store(), keyed));
    const again = await claimed(store(), keyed);
    await store().answer(keyed, { status: 204, body: undefined });
    await store().release(again);
    expect(await store().claim(keyed)).toEqual({ state: 'answered', answer: { status: 204, body: null } });
  });

  it('keeps the answer that was noted first', async () => {
    const keyed = request();
    await store().claim(keyed);
    await store().answer(keyed, { status: 201, body: { at: 'first' } });
    await store().answer(keyed, { status: 201, body: { at: 'second' } });
    expect(await store().claim(keyed)).toMatchObject({ answer: { body: { at: 'first' } } });
  });

  it('hands an unanswered claim over at once where it is asked to, and never what was answered or is another request', async () => {
    const keyed = request();
    const takeOver = { takeOver: true };
    await store().claim(keyed);
    expect(await store().claim({ ...keyed, fingerprint: Buffer.alloc(32, 2) }, takeOver)).toEqual({
      state: 'other-request',
    });
    const claims = await Promise.all(Array.from({ length: 5 }, () => store().claim(keyed, takeOver)));
    expect(claims.map(({ state }) => state)).toEqual(claims.map(() => 'claimed'));
    await store().answer(keyed, { status: 200, body: {} });
    expect(await store().claim(keyed, takeOver)).toMatchObject({ state: 'answered' });
  });

  it('is not freed by whoever held it before somebody took it over', async () => {
    const keyed = request();
    const before = await claimed(store(), keyed);
    await claimed(store(), keyed, true);
    await store().release(before);
    expect(await store().claim(keyed)).toMatchObject({ state: 'in-flight' });
  });
}

async function claimed(store: IdempotencyStore, keyed: KeyedRequest, takeOver = false): Promise<ClaimedRequest> {
  const claim = await store.claim(keyed, { takeOver });
  if (claim.state !== 'claimed') throw new Error(`the key is ${claim.state}`);
  return { ...keyed, claimedAt: claim.claimedAt };
}
