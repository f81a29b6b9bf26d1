import { describe, expect, it } from '@jest/globals';
import { ofItems, roundOfAnswers } from './round-of-answers.js';

describe('passes of requests', () => {
  it('are one round: only their own time counts, and what failed does not', () =>
    expect(
      roundOfAnswers([
        { answered: 30, failed: 10, tookMs: 1_000, durations: [1, 2, 3] },
        { answered: 10, failed: 0, tookMs: 500, durations: [9] },
      ]),
    ).toEqual({ perSecond: 20, p50Ms: 3, p99Ms: 9, operations: 30, also: { failed: 10 } }));

  it('that all failed are no measure', () =>
    expect(() => roundOfAnswers([{ answered: 5, failed: 5, tookMs: 10, durations: [] }])).toThrow(/none of 5/));

  it('are counted by what they are about', () =>
    expect(ofItems({ perSecond: 2, p50Ms: 1, p99Ms: 1, operations: 4, also: { failed: 1 } }, 20)).toEqual({
      ...{ perSecond: 40, p50Ms: 1, p99Ms: 1, operations: 80 },
      also: { failed: 1, requestsPerSecond: 2 },
    }));
});
