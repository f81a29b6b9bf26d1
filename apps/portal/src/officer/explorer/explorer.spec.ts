import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { KnownAgency } from '../../words/agency-names.js';
import { Texts } from '../../words/texts.js';
import { entryLine } from '../testing/lines.js';
import { entriesCsv } from './entries-csv.js';
import type { EntryLine } from './entry-line.js';
import { chosenIn, errorsIn, toQuery } from './filters.js';
import { presentEntries, presentFilters, presentTags } from './present-entries.js';

const t = new Texts(['en']).in('en');
const words = { t, language: 'en', nameOf: (code: string) => `Agency ${code}` };

const LINE = entryLine();

describe('the filters of the explorer', () => {
  it('are those of the address, but for what is empty, said twice or unknown', () =>
    expect(chosenIn({ kind: 'search', purpose: '', category: ['MEDS', 'DEMOG'], other: 'x', after: 'c' })).toEqual({
      kind: 'search',
      after: 'c',
    }));

  it('ask the API for whole days in London, the last one included', () =>
    expect(toQuery({ from: '2026-07-01', to: '2026-07-02', outcome: 'deny' }, 25)).toEqual({
      outcome: 'deny',
      limit: 25,
      from: '2026-06-30T23:00:00.000Z',
      to: '2026-07-02T23:00:00.000Z',
    }));

  it.each([
    [{ from: '2026-02-31' }, 'from'],
    [{ to: 'yesterday' }, 'to'],
    [{ from: '9999-12-31' }, 'from'],
    [{ to: '0001-01-01' }, 'to'],
    [{ from: '2026-11-02', to: '2026-11-01' }, 'to'],
    [{ kind: 'other' }, 'kind'],
    [{ agency: "x' OR 1" }, 'agency'],
    [{ requester: 'me' }, 'requester'],
  ])('refuse %j at its field', (chosen, field) => {
    expect(errorsIn(chosen, t).map((error) => error.field)).toEqual([field]);
  });

  it('are removable one by one, the others and not the page kept', () => {
    const tags = presentTags({ outcome: 'deny', category: 'MEDS', from: '2026-11-01', after: 'c' }, words);
    expect(tags.map(({ text }) => text)).toEqual([
      'From day: 1 November 2026',
      'Outcome: Refused',
      'Information: Medicines',
    ]);
    expect(tags[1]!.href).toBe('/officer/entries?category=MEDS&from=2026-11-01');
  });

  it('choose nothing by themselves, and are drawn with what is wrong', () => {
    const agencies: KnownAgency[] = [{ code: 'REACH', name: 'Reach', sector: 'health', status: 'active' }];
    const fresh = presentFilters({}, agencies, [], t);
    expect(fresh.selects.flatMap(({ items }) => items.filter((item) => 'selected' in item && item.selected))).toEqual(
      [],
    );
    expect(fresh.errors).toBeUndefined();
    const wrong = presentFilters({ from: 'x' }, agencies, [{ field: 'from', text: 'Wrong' }], t);
    expect(wrong.dates[0]).toMatchObject({ value: 'x', errorMessage: { text: 'Wrong' } });
    expect(wrong.errors?.errorList).toEqual([{ text: 'Wrong', href: '#from' }]);
  });

  it('never tell an invalid day as if it were one', () =>
    expect(presentTags({ from: '2026-13-01' }, words)[0]!.text).toBe('From day: 2026-13-01'));
});

describe('the list of events', () => {
  const at = new Date('2026-11-22T14:05:00Z');

  it('says each event in words, with a link of its own', () => {
    const { list, pagination } = presentEntries({ items: [LINE], next: 'c2' }, { kind: 'disclosure' }, at, words);
    expect(list!.rows[0]!.map(({ text }) => text)).toEqual([
      '22 November 2026 at 14:03:02',
      'Sharing: opened',
      'Let through',
      'Medicines, Leaving hospital',
      'Working together on care',
      'Agency NM-ACUTE → Agency REACH',
      'The rules allow it',
    ]);
    expect(list!.rows[0]![0]).toMatchObject({ href: `/officer/entries/${LINE.id}`, hidden: '7db80a85' });
    expect(pagination).toMatchObject({ next: { href: '/officer/entries?kind=disclosure&after=c2' } });
  });

  it('shows codes that this release has no words for as they are', () => {
    const later = { kind: 'new-kind', action: 'new-act', outcome: 'maybe', reason: 'new-reason', purpose: null };
    const odd = { ...LINE, ...later } as EntryLine;
    const [row] = presentEntries({ items: [odd], next: null }, {}, at, words).list!.rows;
    expect(row!.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['new-kind: new-act', 'maybe', 'new-reason', '–']),
    );
  });

  it('is no table when nothing matches', () =>
    expect(presentEntries({ items: [], next: null }, {}, at, words)).toMatchObject({ list: undefined }));
});

describe('the sheet', () => {
  it('begins with what was looked for, then columns, then a row for each event', () => {
    const [note, head, row] = entriesCsv([LINE], ['Filters: "none"']).split('\r\n');
    // The mark by which Excel knows that this is UTF-8.
    expect(note).toBe('\ufeff"Filters: ""none"""');
    expect(head).toContain('"time","id","kind"');
    expect(row).toContain('"2026-11-22T14:03:02.123456Z"');
    expect(row).toContain('"MEDS DISCHARGE"');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', ' =1+1', '\u200b=1', '＝1+1', '＠A1'])(
    'runs no formula: %j',
    (evil) => {
      expect(entriesCsv([{ ...LINE, rule: evil }], [evil])).not.toContain(`"${evil}"`);
      expect(entriesCsv([{ ...LINE, rule: evil }], [])).toContain(`"'${evil}"`);
    },
  );

  it('keeps what stands in it, and has no cell that a spreadsheet would run', () => {
    const begins = fc.constantFrom('=', '+', '-', '@', '\t', ' =', '"', ',', '\r\n', '＋');
    const text = fc.oneof(
      fc.string(),
      fc.tuple(begins, fc.string()).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (rule) => {
        const cells = cellsOf(entriesCsv([{ ...LINE, rule }], []));
        expect(cells).toContain(isFormula(rule) ? `'${rule}` : rule);
        expect(cells.filter(isFormula)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

/** As a spreadsheet decides it. */
const isFormula = (cell: string): boolean => /^(?:[\s\p{Cf}]*[=+\-@|%＝＋－＠]|[\t\r\n])/u.test(cell);

/** Of a sheet by RFC 4180, every cell. */
const cellsOf = (csv: string): string[] =>
  [...csv.slice(1).matchAll(/"((?:[^"]|"")*)"(?:,|\r\n|$)/g)].map(([, cell]) => cell!.replaceAll('""', '"'));
