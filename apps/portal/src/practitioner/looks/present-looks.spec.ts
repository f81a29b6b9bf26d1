import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { addressWith, checkFilters, readFilters, toQuery, type LookFilters } from './look-filters.js';
import { type OwnLine, presentLooks } from './present-looks.js';

const t = new Texts(['en']).in('en');
const line: OwnLine = {
  id: 'e1',
  time: '2026-11-22T14:03:02.1Z',
  kind: 'disclosure',
  action: 'read',
  outcome: 'deny',
  reason: 'category-not-in-agreement',
  purpose: 'COC',
  categories: ['FINANCE'],
  sourceAgency: 'NM-ASC',
  resident: 'r5zjdwbt3h5rrokhsiakt7oc6u',
};
const show = (items: readonly OwnLine[], filters: LookFilters = {}, next: string | null = null): object =>
  presentLooks(t, {
    list: { items: [...items], next },
    filters,
    errors: [],
    agencies: (code) => code,
    language: 'en',
    at: '2026-11-22T15:00:00Z',
  });

describe('my access log', () => {
  it('says what I did, about what, why, with what outcome', () => {
    expect(show([line])).toMatchObject({
      rows: [
        {
          time: { text: '22 November 2026 at 14:03:02' },
          what: 'Asked to look, and did not get it',
          parts: 'Money and charges',
          details: ['From NM-ASC', 'Reason: Working together on care'],
          person: { href: '/practitioner/people/r5zjdwbt3h5rrokhsiakt7oc6u' },
          tag: { text: 'Refused' },
          reason: 'The agreement does not name this part',
        },
      ],
    });
  });

  it('has words for an action that it does not know, and for nobody', () => {
    const other = { ...line, action: 'dance', resident: null };
    expect(show([other])).toMatchObject({
      rows: [{ what: 'Did something else', person: undefined, nobody: 'Nobody' }],
    });
  });

  it('keeps what is wrong with a filter in its field: in no link, and in none of its words', () => {
    const filters = { from: '1931-07-19', outcome: 'deny' } as const;
    const shown = presentLooks(t, {
      ...{ list: undefined, filters, errors: checkFilters(filters, t) },
      ...{ agencies: (code: string) => code, language: 'en', at: '2026-11-22T15:00:00Z' },
    });
    expect(shown).toMatchObject({ chosen: [{ href: '/practitioner/looks' }] });
    const { filter: _fields, ...others } = shown as Record<string, unknown>;
    expect(JSON.stringify(others)).not.toMatch(/1931|July/);
  });

  it('says what to do where there is nothing', () => {
    expect(show([])).toMatchObject({ empty: 'You have not looked at any record.', chosen: [] });
    expect(show([], { outcome: 'deny' })).toMatchObject({
      empty: 'Nothing matches. Remove a filter.',
      chosen: [{ text: 'Remove filter: Outcome: Refused', href: '/practitioner/looks' }],
    });
  });

  it('keeps the filters on the way to older ones', () => {
    expect(show([line], { outcome: 'deny' }, 'x')).toMatchObject({
      next: { href: '/practitioner/looks?outcome=deny&after=x' },
    });
  });
});

describe('filters', () => {
  it('are read from the address; a word that no list offers narrows nothing', () => {
    const query = {
      outcome: 'deny',
      category: 'NO-SUCH',
      purpose: '',
      from: '2026-11-22',
      after: 'x',
      to: ['2026-11-22'],
    };
    expect(readFilters(query)).toEqual({ outcome: 'deny', from: '2026-11-22' });
  });

  it('become moments of London, the last day whole', () => {
    expect(toQuery({ outcome: 'deny', from: '2026-07-01', to: '2026-07-01' })).toEqual({
      outcome: 'deny',
      from: '2026-06-30T23:00:00.000Z',
      to: '2026-07-01T23:00:00.000Z',
    });
  });

  it('are refused when a day is none, or the last is before the first', () => {
    const wrong = (filters: LookFilters): string[] => checkFilters(filters, t).map(({ field }) => field);
    expect(wrong({ from: '2026-02-30', to: 'soon' })).toEqual(['from', 'to']);
    expect(wrong({ from: '0001-01-01', to: '9999-12-31' })).toEqual(['from', 'to']);
    expect(wrong({ from: '2026-11-22', to: '2026-11-21' })).toEqual(['to']);
    expect(wrong({ from: '2026-11-22', to: '2026-11-22' })).toEqual([]);
  });

  it('have an address', () => {
    expect(addressWith({})).toBe('/practitioner/looks');
    expect(addressWith({ category: 'MEDS' })).toBe('/practitioner/looks?category=MEDS');
  });
});
