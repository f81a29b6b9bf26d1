import { afterEach, expect, it } from '@jest/globals';
import type { SequenceStore } from '../sequence-store.js';

/** What every store of marks promises; `fresh` gives an empty one. */
export function sequenceStoreConformance(fresh: () => SequenceStore): void {
  let store: SequenceStore;
  afterEach(() => store.close());

  it('begins at nothing', async () => {
    store = fresh();
    expect(await store.highWater('A:x')).toBe(0n);
    expect(await store.cursor('deliveries')).toBeNull();
  });

  it('moves marks forward only, each stream by itself', async () => {
    store = fresh();
    await store.advance(
      new Map([
        ['A:x', 4n],
        ['A:y', 1n],
      ]),
    );
    await store.advance(new Map([['A:x', 2n]]));
    expect([await store.highWater('A:x'), await store.highWater('A:y')]).toEqual([4n, 1n]);
  });

  it('keeps the last cursor of each name', async () => {
    store = fresh();
    await store.moveTo('deliveries', '1.2');
    await store.moveTo('recalls', '9.9');
    await store.moveTo('deliveries', '1.1');
    expect([await store.cursor('deliveries'), await store.cursor('recalls')]).toEqual(['1.1', '9.9']);
    await store.forget('recalls');
    expect([await store.cursor('deliveries'), await store.cursor('recalls')]).toEqual(['1.1', null]);
  });

  it('takes many calls at once', async () => {
    store = fresh();
    await Promise.all(Array.from({ length: 50 }, (_, at) => store.advance(new Map([['A:x', BigInt(at)]]))));
    expect(await store.highWater('A:x')).toBe(49n);
  });
}
