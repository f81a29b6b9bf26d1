import { describe, expect, it } from '@jest/globals';
import { CallPace } from './call-pace.js';

/** A pace after calls of as many items as it allows, each of which takes `fixed` milliseconds, and `each` for an item. */
async function paceAfter(calls: number, fixed: number, each: number, size?: number): Promise<CallPace> {
  let now = 0;
  const pace = new CallPace(2, () => now);
  for (let call = 0; call < calls; call += 1) {
    const items = size ?? pace.items();
    await pace.timed(items, () => {
      now += fixed + each * items;
      return Promise.resolve();
    });
  }
  return pace;
}

describe('the pace of calls', () => {
  it('grows to fifty items while full calls are over within eight milliseconds', async () => {
    expect((await paceAfter(10, 1, 0.1)).items()).toBe(50);
  });

  it('keeps a call to about what eight milliseconds hold', async () => {
    const items = (await paceAfter(100, 2, 0.25)).items();
    expect(items).toBeGreaterThanOrEqual(15);
    expect(items).toBeLessThanOrEqual(34);
  });

  it('never comes down to single items, where it is the call itself that is slow', async () => {
    expect((await paceAfter(100, 40, 0.1)).items()).toBe(10);
    expect((await paceAfter(100, 40, 0.1, 1)).items()).toBe(10);
  });

  it('does not grow on calls that were not full', async () => {
    expect((await paceAfter(100, 1, 0.1, 3)).items()).toBe(10);
  });

  it('foretells how long so many will wait, by how long calls take', async () => {
    const pace = await paceAfter(100, 40, 0, 10);
    expect(pace.waitMs(100)).toBeCloseTo(200, 0);
  });
});
