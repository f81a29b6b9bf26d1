import { describe, expect, it } from '@jest/globals';
import { Waiting } from './waiting.js';

describe('waiting', () => {
  it('counts what is under way at once one time, and nothing in between', async () => {
    const waiting = new Waiting();
    const ends: (() => void)[] = [];
    const work = (): Promise<void> => waiting.during(new Promise((resolve) => ends.push(resolve)));
    expect(waiting.ms).toBe(0);
    const began = performance.now();
    const both = [work(), work()];
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(waiting.ms).toBeGreaterThanOrEqual(15);
    ends.forEach((end) => end());
    await Promise.all(both);
    const seen = waiting.ms;
    expect(seen).toBeLessThanOrEqual(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(waiting.ms).toBe(seen);
  });

  it('counts what fails', async () => {
    const waiting = new Waiting();
    await expect(waiting.during(Promise.reject(new Error('away')))).rejects.toThrow('away');
    const seen = waiting.ms;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(waiting.ms).toBe(seen);
  });
});
