import { describe, expect, it } from '@jest/globals';
import { CATEGORIES, type Category } from '#libs/domain';
import type { HistoryLine } from '../record/answers.js';
import { look, TELLING } from '../testing/town.js';
import { everyLineATime } from './faults/careless-groups.js';
import { kindsOf, lastOccasionOf, occasionsOf } from './occasions.js';
import { presentLooks, type ShownDay } from './present-looks.js';

const KINDS = CATEGORIES.slice(0, 10);
const SOURCES = ['NM-ACUTE', 'NM-ASC', 'NM-GP'];
const second = (at: number): string => `2026-11-22T15:29:${String(at).padStart(2, '0')}.123456Z`;
const line = (at: number, category: Category, change: Partial<HistoryLine> = {}): HistoryLine =>
  look({ id: `${at}-${category}-${change.sourceAgency ?? ''}`, time: second(at), categories: [category], ...change });

/** A page of a record that somebody opened: each kind of each source, in one transaction. */
const page = (at: number, change: Partial<HistoryLine> = {}): HistoryLine[] =>
  KINDS.flatMap((category) => SOURCES.map((sourceAgency) => line(at, category, { sourceAgency, ...change })));
const some = (lines: readonly HistoryLine[]) => lines as [HistoryLine, ...HistoryLine[]];
const counts = (lines: readonly HistoryLine[]): number[] => occasionsOf(some(lines)).map(({ length }) => length);
const present = (lines: readonly HistoryLine[]): ShownDay[] =>
  presentLooks(lines, { first: false, last: false }, TELLING);

describe('an occasion', () => {
  it('is one look at a page, however many kinds of however many sources it has', () =>
    expect(counts(page(2))).toEqual([30]));

  it('is one although a part was decided again a moment later', () =>
    expect(counts([line(4, 'EQUIPMENT'), ...page(2)])).toEqual([31]));

  it('is another where a kind is looked at again, however soon', () => {
    expect(counts([...page(3), ...page(2)])).toEqual([30, 30]);
    expect(counts([line(3, 'MEDS'), line(2, 'MEDS')])).toEqual([1, 1]);
  });

  it('is another after some moments, whatever was looked at', () => {
    expect(counts([line(8, 'MEDS'), line(2, 'FUNCTION')])).toEqual([1, 1]);
    // Nor does it go on for as long as something follows.
    const steady = [12, 9, 6, 3, 0].map((at, index) => line(at, CATEGORIES[index]!));
    expect(counts(steady)).toEqual([2, 2, 1]);
  });

  it('of what was sent is all that went within moments, also of one kind', () => {
    const sent = Array.from({ length: 21 }, (_, at) => line(20 - Math.floor(at / 7), 'MEDS', { action: 'offer' }));
    expect(counts(sent)).toEqual([21]);
  });

  it('is made of shown lines alone: what is kept back neither joins nor parts any', () => {
    const shown = page(2).filter(({ categories: [kind] }) => kind !== KINDS[3]);
    expect(counts(shown)).toEqual([27]);
  });

  it('of the last look holds all its kinds, beside whatever else was done then', () => {
    const other = { requesterAgency: 'NM-GP', requesterRoles: ['gp'] };
    const basis = { rule: 'explicit', basis: 'EXPLICIT', sourceAgency: 'NM-HSG' };
    const lines = [line(4, 'EQUIPMENT', basis), line(3, 'CAREPLAN', other), ...page(2), ...page(1)];
    expect(lastOccasionOf(some(lines))).toHaveLength(31);
    expect(kindsOf(lastOccasionOf(some(lines)))).toHaveLength(11);
  });
});

describe('a page of a record that was opened once', () => {
  it('is told as once, with each kind and source one tap away', () => {
    const [{ groups } = { groups: [] }] = present(page(2));
    expect(groups).toHaveLength(1);
    const [{ headline, times, looks, fold }] = groups as [ShownDay['groups'][number]];
    expect(`${headline}. ${times} ${looks[0]!.time.text}`).toBe(
      'Reablement lead at Reach Reablement CIC looked at: 10 kinds of information. Once: 15:29:02',
    );
    expect([looks[0]!.href, fold, looks[0]!.lines!.length]).toEqual([undefined, 'Show each line', 30]);
    expect(looks[0]!.what).toContain('Medicines');
    const meds = looks[0]!.lines!.filter(({ text }) => text.startsWith('Medicines'));
    expect(meds.map(({ text }) => text)).toEqual(SOURCES.map((source) => `Medicines, from ${source}`));
    expect(meds[0]!.href).toBe('/resident/looks/2-MEDS-NM-ACUTE');
  });

  it('is told as twice where it was opened twice, and of one kind without a fold', () => {
    const [twice] = present([...page(30), ...page(2)]);
    expect(twice!.groups[0]!.times).toBe('2 times:');
    const [alone] = present([line(2, 'MEDS')]);
    expect(alone!.groups[0]).not.toHaveProperty('fold');
  });

  it('would read as thirty times (seeded fault)', () => expect(everyLineATime(page(2), TELLING)).toBe('30 times:'));
});
