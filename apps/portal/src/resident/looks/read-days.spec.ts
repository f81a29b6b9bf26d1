import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Page } from '#libs/contracts';
import { startOfLondonDay } from '#libs/calendar';
import type { HistoryLine } from '../record/answers.js';
import { look } from '../testing/town.js';
import { readOnePage } from './faults/careless-groups.js';
import { dayOf, readDays, type DaysRead } from './read-days.js';

type Read = typeof readDays;

/** Lines of so many days, newest first: as many on each as it says. */
const historyOf = (counts: readonly number[]): HistoryLine[] =>
  counts.flatMap((count, day) =>
    Array.from({ length: count }, (_, at) => {
      const time = new Date(Date.UTC(2026, 9, 28 - day, 12, 0, -at)).toISOString();
      return look({ id: `${day}-${at}`, time });
    }),
  );

/** A history as the API pages it, before a day, so many at once. */
const pagesOf =
  (lines: readonly HistoryLine[], before: string | undefined, atOnce: number) =>
  (after: string | undefined): Promise<Page<HistoryLine>> => {
    const end = before === undefined ? undefined : startOfLondonDay(before)!;
    const there = lines.filter(({ time }) => end === undefined || time < end);
    const start = after === undefined ? 0 : there.findIndex(({ id }) => id === after) + 1;
    const items = there.slice(start, start + atOnce);
    return Promise.resolve({ items, next: start + atOnce < there.length ? items.at(-1)!.id : null });
  };

/** Every page from the first to the last, as a reader goes on. */
async function readAll(read: Read, lines: readonly HistoryLine[], atOnce: number): Promise<DaysRead[]> {
  const found: DaysRead[] = [];
  let at: DaysRead['older'] = { before: '2026-12-01' };
  let before: string | undefined;
  while (at !== undefined) {
    if ('before' in at) ({ before } = at);
    const page: DaysRead = await read(pagesOf(lines, before, atOnce), 'after' in at ? at.after : undefined);
    found.push(page);
    at = page.older;
  }
  return found;
}

/** Days that stand on more than one page, none of which says so. */
function splitDays(pages: readonly DaysRead[]): string[] {
  const seen = new Map<string, number>();
  for (const [at, { lines, older }] of pages.entries()) {
    const from = pages[at - 1]?.older;
    const partial = [
      older && 'after' in older ? dayOf(lines.at(-1)!) : '',
      from && 'after' in from ? dayOf(lines[0]!) : '',
    ];
    for (const day of new Set(lines.map(dayOf))) if (!partial.includes(day)) seen.set(day, (seen.get(day) ?? 0) + 1);
  }
  return [...seen].filter(([, pagesOfDay]) => pagesOfDay > 1).map(([day]) => day);
}

const days = fc.array(fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 60 })), { maxLength: 12 });

describe('a page of the history', () => {
  it('holds whole days, and all pages hold every line once', async () => {
    await fc.assert(
      fc.asyncProperty(days, fc.integer({ min: 1, max: 50 }), async (counts, atOnce) => {
        const lines = historyOf(counts);
        const pages = await readAll(readDays, lines, atOnce);
        expect(pages.flatMap((page) => page.lines.map(({ id }) => id))).toEqual(lines.map(({ id }) => id));
        for (const { older } of pages) expect(older === undefined || 'before' in older).toBe(true);
        expect(splitDays(pages)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('ends within a day only where that day is longer than a page may be, and goes on there', async () => {
    const lines = historyOf([3, 900, 2]);
    const pages = await readAll(readDays, lines, 100);
    expect(pages.map((page) => [page.lines.length, page.older && Object.keys(page.older)[0]])).toEqual([
      [3, 'before'],
      [400, 'after'],
      [400, 'after'],
      [102, undefined],
    ]);
    expect(pages.flatMap((page) => page.lines)).toEqual(lines);
  });

  it('would split a day in two where it ends as the API does (seeded fault)', async () => {
    const told = await readAll(readOnePage, historyOf([30, 30]), 20);
    const asIfWhole = told.map(({ lines }) => ({ lines, older: undefined }));
    expect(splitDays(asIfWhole)).toEqual(['2026-10-28', '2026-10-27']);
  });
});
