import { describe, expect, it } from '@jest/globals';
import { countLines, type AlikeLines } from './count-lines.js';

const PERIOD = { from: 'from', to: 'to', first: '2026-03-28', last: '2026-03-30' };
const LOG = { size: 7, signedAt: 'then', confirmedAt: 'now' };
const alike = (changes: Partial<AlikeLines> = {}): AlikeLines => ({
  day: '2026-03-29',
  ...{ kind: 'disclosure', action: 'read', outcome: 'permit', purpose: 'COC', reason: 'permitted' },
  ...{ basis: 'DIRECT_CARE', agreed: true, count: 1 },
  ...changes,
});
const denied = (reason: string, count: number, changes: Partial<AlikeLines> = {}) =>
  alike({ outcome: 'deny', reason, count, basis: null, agreed: false, ...changes });

describe('countLines', () => {
  it('has every day, also one of 23 hours and one on which nothing happened', () => {
    const { days } = countLines(
      PERIOD,
      [alike({ count: 2 }), alike({ count: 3, basis: 'EXPLICIT' }), denied('refused', 4, { action: 'open' })],
      LOG,
    );
    const none = { permitted: 0, denied: 0 };
    expect(days).toEqual([
      { date: '2026-03-28', looks: none, openings: none },
      { date: '2026-03-29', looks: { permitted: 5, denied: 0 }, openings: { permitted: 0, denied: 4 } },
      { date: '2026-03-30', looks: none, openings: none },
    ]);
  });

  it('counts purposes of looks and openings alone, the most frequent first', () => {
    const { purposes } = countLines(
      PERIOD,
      [
        alike({ purpose: 'HAZARD', count: 2 }),
        alike({ count: 2 }),
        denied('refused', 1),
        alike({ action: 'offer', purpose: 'HOUSADAPT', count: 9 }),
        alike({ kind: 'decision', purpose: 'SAFEG', count: 9 }),
        alike({ purpose: null, count: 9 }),
      ],
      LOG,
    );
    expect(purposes).toEqual([
      { purpose: 'COC', permitted: 2, denied: 1 },
      { purpose: 'HAZARD', permitted: 2, denied: 0 },
    ]);
  });

  it('names eight reasons of denied disclosures at most', () => {
    const many = Array.from({ length: 10 }, (_, n) => denied(`reason-${n}`, n + 1));
    const { denials } = countLines(PERIOD, [...many, denied('advice', 99, { kind: 'decision' }), alike()], LOG);
    expect(denials.map(({ reason, count }) => [reason, count])).toEqual(
      [9, 8, 7, 6, 5, 4, 3, 2].map((n) => [`reason-${n}`, n + 1]),
    );
  });

  it('tells break-glass and overrides from what an agreement permits', () => {
    const { totals } = countLines(
      PERIOD,
      [
        alike({ basis: 'VITAL', agreed: false, count: 1 }),
        alike({ basis: 'SAFEGUARDING', agreed: false, count: 2 }),
        alike({ basis: 'SAFEGUARDING', count: 4 }),
        denied('refused', 8),
        alike({ kind: 'search', outcome: 'permit', count: 16 }),
      ],
      LOG,
    );
    expect(totals).toEqual({ entries: 31, disclosures: 7, denials: 8, breakGlass: 1, overrides: 3 });
  });
});
