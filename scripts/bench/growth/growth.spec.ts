import { describe, expect, it } from '@jest/globals';
import { copiesOf } from './copies-of.js';
import { growthRatios } from './measure-growth-part.js';

describe('growth', () => {
  it('is what the larger costs beside the smallest, app and database together', () => {
    const costs = (cpuMsApp: number, cpuMsPostgres: number) => [
      { p50Ms: 1, p99Ms: 1, also: { cpuMsApp, cpuMsPostgres } },
    ];
    const ratios = growthRatios({
      ...{ residents10000: costs(1, 1), residents100000: costs(1, 2), residents1000000: costs(2, 2) },
      ...{ directives5: costs(1, 1), directives1000: costs(1, 2), agreements1000: costs(1, 1) },
      ...{ policies30: costs(1, 0), policies300: costs(4, 0) },
    });
    expect(ratios).toEqual({
      ...{ residents100000: 1.5, residents1000000: 2, directives1000: 1.5, agreements1000: 1, policies300: 4 },
    });
  });

  it('of policies is copies under names of their own', () =>
    expect(copiesOf('@id("a")\npermit (x);', 2)).toBe('@id("a")\npermit (x);\n@id("a-1")\npermit (x);'));
});
