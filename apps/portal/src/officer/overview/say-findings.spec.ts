import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { sayDay, sayDenials, sayLooks, sayPurposes } from './say-findings.js';
import type { Summary } from './summary.js';

const t = new Texts(['en']).in('en');
const day = sayDay('en');

/** A week from Monday 16 November, with these refusals a day and one look let through each. */
function week(denied: readonly number[], over: Partial<Summary> = {}): Summary {
  const count = (permitted: number, refused: number) => ({ permitted, denied: refused });
  return {
    timeZone: 'Europe/London',
    from: '2026-11-16T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    days: denied.map((refused, at) => ({
      date: `2026-11-${16 + at}`,
      looks: count(1, refused),
      openings: count(0, 0),
    })),
    purposes: [
      { purpose: 'COC', permitted: 12, denied: 3 },
      { purpose: 'HOUSADAPT', permitted: 5, denied: 0 },
    ],
    denials: [
      { reason: 'category-not-in-agreement', count: 9 },
      { reason: 'needs-consent', count: 4 },
    ],
    totals: { entries: 40, disclosures: 20, denials: 13, breakGlass: 0, overrides: 0 },
    log: { size: 100, signedAt: null, confirmedAt: null },
    ...over,
  };
}

describe('the findings of the overview', () => {
  it('say that denials rose, since when, and why most', () =>
    expect(sayDenials(week([3, 0, 0, 0, 0, 2, 9]), t, day)).toBe(
      'Refused looks and openings rose from 3 to 9 since Monday 16 November. Most refusals, also of deliveries: the agreement does not name this part.',
    ));

  it('say that they fell, or stayed', () => {
    expect(sayDenials(week([9, 3]), t, day)).toMatch(
      /^Refused looks and openings fell from 9 to 3 since Monday 16 November/,
    );
    expect(sayDenials(week([2, 5, 2]), t, day)).toMatch(
      /^Refused looks and openings are at 2, as on Monday 16 November/,
    );
  });

  it('say so where only deliveries were refused', () =>
    expect(sayDenials(week([0, 0]), t, day)).toBe(
      'No look or opening was refused, but 13 deliveries or lists were; most: the agreement does not name this part.',
    ));

  it('say that there were none', () => {
    const quiet = week([0], { denials: [], purposes: [], days: [] });
    expect(sayDenials(quiet, t, day)).toBe('Nothing was refused.');
    expect(sayPurposes(quiet, t)).toBe('Nothing was looked at or opened.');
    expect(sayLooks(quiet, t, day)).toContain('Nothing was looked at or opened');
  });

  it('say how much was looked at, and when most', () =>
    expect(sayLooks(week([3, 0, 9]), t, day)).toBe(
      'In 3 days, 3 looks and openings were let through and 12 refused. Most were on Wednesday 18 November: 10.',
    ));

  it('say what most was for', () =>
    expect(sayPurposes(week([1]), t)).toBe('Most were for working together on care: 15 of 20.'));
});
