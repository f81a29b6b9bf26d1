import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { IdempotencyStore, KeyedRequest } from '../idempotency/idempotency-store.js';

const request = (fingerprint = 1): KeyedRequest => ({
  principal: randomUUID(),
  key: randomUUID(),
  fingerprint: Buffer.alloc(32, fingerprint),
});

/** What every store of keyed answers keeps, whatever it stores them in. */
export function idempotencyConformance(store: () => IdempotencyStore): void {
  it('hands a key to the first claim and reports the second as in flight', async () => {
    const keyed = request();
    expect(await store().claim(keyed)).toEqual({ state: 'claimed' });
    expect(await store().claim(keyed)).toEqual({ state: 'in-flight' });
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
    expect(await store().claim({ ...keyed, principal: randomUUID() })).toEqual({ state: 'claimed' });
  });

  it('frees a released key, but never one that was answered', async () => {
    const keyed = request();
    await store().claim(keyed);
    await store().release(keyed);
    expect(await store().claim(keyed)).toEqual({ state: 'claimed' });
    await store().answer(keyed, { status: 204, body: undefined });
    await store().release(keyed);
    expect(await store().claim(keyed)).toEqual({ state: 'answered', answer: { status: 204, body: null } });
  });
}
