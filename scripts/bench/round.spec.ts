import { describe, expect, it } from '@jest/globals';
import { medianOf, medianRatio, roundOf } from './round.js';
import { percentile, rounded } from './statistics.js';

describe('the numbers of the bench', () => {
  it('are percentiles of unsorted samples', () => {
    const samples = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect([percentile(samples, 0.5), percentile(samples, 0.99), percentile([], 0.5)]).toEqual([51, 100, 0]);
    expect(roundOf([3, 1, 2], 7)).toEqual({ perSecond: 7, p50Ms: 2, p99Ms: 3 });
  });

  it('are medians over rounds, each by itself, also of what stands beside', () => {
    const rounds = [10, 1000, 20].map((perSecond) => ({
      ...roundOf([perSecond], perSecond),
      also: { failed: perSecond },
    }));
    expect(medianOf(rounds)).toEqual({ perSecond: 20, p50Ms: 20, p99Ms: 20, failed: 20 });
  });

  it('compare each round with its neighbour in time, so that a slow minute of the machine is in both', () => {
    const rounds = (rates: number[]) => rates.map((perSecond) => roundOf([1], perSecond));
    expect(medianRatio(rounds([200, 20, 210]), rounds([100, 10, 100]))).toBe(2);
    expect(medianRatio(undefined, rounds([1]))).toBe(0);
  });

  it('claim three digits and no more', () => {
    expect([rounded(12345), rounded(0.0123456), rounded(1)]).toEqual([12300, 0.0123, 1]);
  });
});
