import { describe, expect, it } from '@jest/globals';
import { lookRatios } from './measure-look-part.js';
import { mixOf } from './mix.js';

const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, at) => from + at);

describe('whom looks are about', () => {
  const [before, fresh] = [numbers(1, 3), numbers(100, 20)];

  it.each([
    [0, 20],
    [50, 40],
    [95, 400],
  ])('of %d in a hundred was asked before, and each of the rest is asked about once', (keptPercent, length) => {
    const order = mixOf(keptPercent, before, fresh);
    expect(order).toHaveLength(length);
    expect(order.filter((one) => one >= 100)).toEqual(fresh);
  });

  it('are mixed evenly: at 95 in a hundred every twentieth is new', () => {
    const order = mixOf(95, before, fresh);
    const places = order.flatMap((one, at) => (one >= 100 ? [at] : []));
    expect(new Set(places.slice(1).map((place, at) => place - places[at]!))).toEqual(new Set([20]));
    expect(new Set(order.filter((one) => one < 100))).toEqual(new Set(before));
  });

  it('cannot all have been asked about before', () => expect(() => mixOf(100, before, fresh)).toThrow());
});

describe('looks', () => {
  it('stand beside the bare endpoint of the same round and as many callers', () => {
    const rounds = (rates: number[], also: Record<string, number> = {}) =>
      rates.map((perSecond) => ({ perSecond, p50Ms: 1, p99Ms: 1, also }));
    const seen = {
      insertEndpointAt16: rounds([1000, 100, 1000], { cpuMsApp: 0.2, cpuMsPostgres: 0.2 }),
      insertEndpointAt64: rounds([2000, 2000, 2000]),
      look95At16: rounds([500, 50, 510], { cpuMsApp: 1, cpuMsPostgres: 3 }),
      look95At64: rounds([200, 200, 200]),
      look0At16: rounds([1, 1, 1]),
    };
    expect(lookRatios(seen)).toEqual({ rateToInsert: 0.5, cpuToInsert: 10, rateToInsertAt64: 0.1 });
  });
});
