import { describe, expect, it } from '@jest/globals';
import { BackOff } from './back-off.js';
import { WakeUp } from './wake-up.js';

async function elapsed(work: Promise<void>): Promise<number> {
  const start = Date.now();
  await work;
  return Date.now() - start;
}

describe('BackOff', () => {
  it('doubles up to its longest and starts again after a success', () => {
    const backOff = new BackOff(100, 500, () => 0);
    expect([backOff.next(), backOff.next(), backOff.next(), backOff.next()]).toEqual([100, 200, 400, 500]);
    backOff.reset();
    expect(backOff.next()).toBe(100);
  });
});

describe('WakeUp', () => {
  it('keeps a kick for the next wait, and only for that one', async () => {
    const wake = new WakeUp();
    wake.kick();
    expect(await elapsed(wake.wait(5_000))).toBeLessThan(1_000);
    expect(await elapsed(wake.wait(60))).toBeGreaterThanOrEqual(50);
  });

  it('does not let a kick cut a back-off short, but a stop, and for everyone who waits', async () => {
    const wake = new WakeUp();
    const waits = Promise.all([wake.backOff(100), wake.backOff(5_000), wake.wait(5_000)]);
    wake.kick();
    setTimeout(() => wake.stop(), 120);
    const took = await elapsed(waits.then(() => undefined));
    expect(took).toBeGreaterThanOrEqual(100);
    expect(took).toBeLessThan(2_000);
    await wake.whenStopped;
  });
});
