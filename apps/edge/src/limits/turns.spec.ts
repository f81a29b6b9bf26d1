import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

const loopTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('begin a few in each turn of the event loop, in the order of asking, and all of them', async () => {
    const turns = new Turns();
    const begun: number[] = [];
    const all = Array.from({ length: 50 }, (_, index) => turns.next().then(() => begun.push(index)));
    for (let before = 0; begun.length < all.length; before = begun.length) {
      await loopTurn();
      expect(begun.length - before).toBeLessThanOrEqual(4);
      expect(begun.length).toBeGreaterThan(before);
    }
    expect(begun).toEqual([...all.keys()]);
    await turns.next();
  });
});
