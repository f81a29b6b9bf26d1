import { describe, expect, it } from '@jest/globals';
import type { Directive, HistoryLine } from '../record/answers.js';
import { directive, look } from '../testing/town.js';
import { isUseOf } from './is-use-of.js';

const YES = directive({ sources: ['NM-ASC'], purposes: ['HOUSADAPT'] });
const use = (change: Partial<HistoryLine> = {}): HistoryLine =>
  look({
    ...{ time: '2026-11-22T15:00:00.000000Z', agreement: 'D2', sourceAgency: 'NM-ASC', recipientAgency: 'HARBOUR' },
    ...{ requesterAgency: 'HARBOUR', categories: ['FUNCTION'], purpose: 'HOUSADAPT', ...change },
  });

const OUTSIDE: readonly [string, Partial<HistoryLine>][] = [
  ['older than it', { time: '2026-11-22T09:59:59.000000Z' }],
  ['after its end', { time: '2027-05-23T00:00:00.000000Z' }],
  ['of another agreement', { agreement: 'D1' }],
  ['of another category', { categories: ['EQUIPMENT'] }],
  ['to another recipient', { recipientAgency: 'NM-HSG', requesterAgency: 'NM-HSG' }],
  ['from another source', { sourceAgency: 'HARBOUR' }],
  ['for another purpose', { purpose: 'COC' }],
];

describe('what was done with a choice', () => {
  it('is what it covers, while it counted', () => {
    expect(isUseOf(use(), YES)).toBe(true);
    expect(isUseOf(use({ categories: [], recipientAgency: null }), YES)).toBe(true);
  });

  it.each(OUTSIDE)('is nothing %s', (_name, change) => expect(isUseOf(use(change), YES)).toBe(false));

  it('ends when it was taken back', () => {
    const over = { ...YES, status: 'ConsentWithdrawn' as const, recordedAt: '2026-11-22T14:59:00.000Z' };
    expect(isUseOf(use(), over)).toBe(false);
    expect(isUseOf(use({ time: '2026-11-22T14:58:00.000000Z' }), over)).toBe(true);
    // The line of who took it back is written a moment after.
    const end = { ...over, recordedAt: '2026-11-22T14:59:00.508Z' };
    expect(isUseOf(use({ time: '2026-11-22T14:59:00.509800Z' }), end)).toBe(true);
  });

  it('ends with its time when that is over, not when it was given', () => {
    const over = { ...YES, status: 'ConsentExpired' as const };
    expect(isUseOf(use({ time: '2027-05-22T22:59:00.000000Z' }), over)).toBe(true);
    expect(isUseOf(use({ time: '2027-05-22T23:00:01.000000Z' }), over)).toBe(false);
  });

  it('would not be told apart by the agreement alone', () => {
    const fault = (line: HistoryLine, { agreement }: Directive): boolean => line.agreement === agreement;
    expect(OUTSIDE.filter(([, change]) => fault(use(change), YES)).length).toBeGreaterThan(1);
  });
});
