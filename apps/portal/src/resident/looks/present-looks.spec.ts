import { describe, expect, it } from '@jest/globals';
import type { HistoryLine } from '../record/answers.js';
import { look, TELLING } from '../testing/town.js';
import { leavingOutLate } from './faults/careless-groups.js';
import { presentLooks, type ShownDay } from './present-looks.js';

const at = (time: string, change: Partial<HistoryLine> = {}): HistoryLine =>
  look({ id: `look-${time}-${change.categories?.join() ?? ''}`, time, ...change });
const WHOLE = { first: false, last: false };
const present = (...lines: HistoryLine[]): ShownDay[] => presentLooks(lines, WHOLE, TELLING);
const saidOn = (days: readonly ShownDay[]): unknown =>
  days.map(({ title, groups }) => [title.text, groups.map(({ headline, times }) => `${headline} (${times})`)]);

const HUB = { requesterAgency: 'NM-ACUTE', requesterRoles: ['hub-nurse'] };

describe('looks of a page', () => {
  it('stand by the day in London, and by organisation and job, with each time', () => {
    const days = present(
      at('2026-07-02T10:00:00.000Z'),
      at('2026-07-02T09:00:00.000Z', HUB),
      at('2026-07-01T23:30:00.000Z', { categories: ['ALLERGY', 'MEDS'] }),
      at('2026-07-01T22:30:00.000Z'),
    );
    expect(saidOn(days)).toEqual([
      [
        'Thursday, 2 July 2026',
        [
          'Reablement lead at Reach Reablement CIC looked at: Medicines and Allergies (2 times:)',
          'Hub nurse at NM-ACUTE looked at: Medicines (Once:)',
        ],
      ],
      ['Wednesday, 1 July 2026', ['Reablement lead at Reach Reablement CIC looked at: Medicines (Once:)']],
    ]);
    expect(days[0]!.groups[0]!.looks).toEqual([
      {
        href: '/resident/looks/look-2026-07-02T10:00:00.000Z-',
        time: { iso: '2026-07-02T10:00:00.000Z', text: '11:00:00' },
        what: 'about Medicines',
      },
      {
        href: '/resident/looks/look-2026-07-01T23:30:00.000Z-ALLERGY,MEDS',
        time: { iso: '2026-07-01T23:30:00.000Z', text: '00:30:00' },
        what: 'about Allergies and Medicines',
      },
    ]);
  });

  it('are one group only where all that is said of them is so of each', () => {
    const [ofDay] = present(
      at('2026-11-22T10:00:00.000Z'),
      at('2026-11-22T09:00:00.000Z', { rule: 'direct-care-self-claimed' }),
      at('2026-11-22T08:00:00.000Z', { purpose: 'TREAT' }),
      at('2026-11-22T07:00:00.000Z', { action: 'offer' }),
      at('2026-11-22T06:00:00.000Z', { requesterKind: 'system', requesterRoles: [], action: 'open' }),
    );
    expect(ofDay!.groups.map(({ looks }) => looks.length)).toEqual([1, 1, 1, 1, 1]);
    expect(ofDay!.groups[1]!.facts.at(-1)!.texts![0]).toContain('Someone there said that they look after you.');
  });

  it('of one agency stand side by side', () => {
    const other = { requesterRoles: ['gp'] };
    const [ofDay] = present(
      at('2026-11-22T10:00:00.000Z'),
      at('2026-11-22T09:00:00.000Z', HUB),
      at('2026-11-22T08:00:00.000Z', other),
    );
    expect(ofDay!.groups.map(({ headline }) => headline.split(' looked')[0])).toEqual([
      'Reablement lead at Reach Reablement CIC',
      'GP at Reach Reablement CIC',
      'Hub nurse at NM-ACUTE',
    ]);
  });

  it('of a day that is not all here say so, and no others', () => {
    const lines = ['2026-11-22', '2026-11-21', '2026-11-20'].map((day) => at(`${day}T10:00:00.000Z`));
    const parts = (first: boolean, last: boolean): boolean[] =>
      presentLooks(lines, { first, last }, TELLING).map(({ part }) => part !== undefined);
    expect(parts(false, false)).toEqual([false, false, false]);
    expect(parts(false, true)).toEqual([false, false, true]);
    expect(parts(true, false)).toEqual([true, false, false]);
  });
});

describe('what is kept back', () => {
  const shown = [at('2026-11-22T10:00:00.000Z'), at('2026-11-22T08:00:00.000Z')];
  const kept = at('2026-11-22T09:00:00.000Z', { categories: ['DOMESTICABUSE'] });
  const all = [shown[0]!, kept, shown[1]!];

  it('is in no group, count or sentence: the page is that of somebody about whom it never was', () => {
    expect(JSON.stringify(present(...shown))).not.toMatch(/Domestic|3 times/);
  });

  it('would be counted by a page that left it out too late (seeded fault)', () => {
    const told = leavingOutLate(all, new Set([kept.id]), TELLING);
    expect(told[0]!.groups[0]!.looks).toHaveLength(2);
    expect(told).not.toEqual(present(...shown));
    expect(JSON.stringify(told)).toMatch(/Domestic abuse.*3 times/);
  });

  it.each([
    [0, 2],
    [1, 1],
    [2, 0],
  ])('leaves each count that of the times beside it: %d looks and %d refusals', (looks, refusals) => {
    const refused = { outcome: 'deny', reason: 'refused', basis: null };
    const days = present(
      ...shown.slice(0, looks),
      ...shown.slice(0, refusals).map((line) => ({ ...line, ...refused, id: `${line.id}-no` })),
    );
    for (const { groups } of days)
      for (const { times, looks: listed } of groups)
        expect(times).toBe(TELLING.t('resident.looks.times', { count: listed.length }));
    expect(days.flatMap(({ groups }) => groups.flatMap((group) => group.looks))).toHaveLength(looks + refusals);
  });
});
