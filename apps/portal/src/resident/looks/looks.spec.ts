import { describe, expect, it } from '@jest/globals';
import { VOCABULARIES } from '../../words/words.js';
import { oneOf } from '../record/one-of.js';
import { look, TELLING } from '../testing/town.js';
import { LookFilter, type LookQuery } from './look-filter.js';
import { headlineOf, lookFacts, whyFacts } from './present-look.js';

const { t } = TELLING;

describe('a line of the history', () => {
  it.each([
    ['Reablement lead at Reach Reablement CIC looked at: Medicines', {}],
    [
      'The computer of Reach Reablement CIC opened: Medicines',
      { action: 'open', requesterKind: 'system', requesterRoles: [] },
    ],
    ['Sent to Reach Reablement CIC, not opened yet: Medicines', { action: 'offer' }],
    ['Reach Reablement CIC asked for this and did not get it: Medicines', { requesterRoles: [], outcome: 'deny' }],
    ['Someone used: something', { action: 'to come', requesterAgency: null, categories: [] }],
    ['You stopped sharing', { kind: 'directive', action: 'withdrawn', requesterAgency: null }],
    [
      'Reablement lead at Reach Reablement CIC wrote down that you stopped sharing',
      { kind: 'directive', action: 'withdrawn' },
    ],
    ['Something about your choices was changed', { kind: 'directive', action: 'shielded', requesterAgency: null }],
  ])('reads: %s', (sentence, change) => expect(headlineOf(look(change), TELLING)).toBe(sentence));

  it('tells why, and on which basis', () => {
    expect(whyFacts(look(), TELLING)).toMatchObject([
      { texts: ['Working together on care'] },
      { texts: ['To look after you'] },
    ]);
    expect(lookFacts(look(), TELLING, undefined).slice(0, 2)).toMatchObject([
      { time: { text: '22 November 2026 at 14:03:02' } },
      { texts: ['Let through'] },
    ]);
  });

  it('tells why not, as far as the API does', () => {
    const reasons = (reason: string) => whyFacts(look({ outcome: 'deny', reason, basis: null }), TELLING).at(-1)!.texts;
    expect(reasons('withdrawn')).toEqual(['You stopped it']);
    expect(reasons('withheld')).toEqual(['We cannot say why here. Call us.']);
    expect(reasons('of-tomorrow')).toEqual(['of-tomorrow']);
  });

  it.each(VOCABULARIES.reason)('has words of its own for what a decision and a way out refuse: %s', (reason) => {
    const { texts } = whyFacts(look({ outcome: 'deny', reason, basis: null }), TELLING).at(-1)!;
    expect(texts).toEqual([t(`resident.reason.${reason}`)]);
    expect(texts).not.toEqual([reason]);
  });

  it('is told from another of the same second', () => {
    const [one, other] = [look(), look({ id: '33333333-2222-4222-8222-222222222222' })];
    expect(oneOf(TELLING, one.id, one.time)).toBe('22 November 2026 at 14:03:02, number 22222222');
    expect(oneOf(TELLING, other.id, other.time)).not.toBe(oneOf(TELLING, one.id, one.time));
  });

  it('names nobody: agency and job, whatever else an answer may carry', () => {
    const more = { ...look(), requesterId: 'd3b07384', requesterName: 'D. Pell' };
    const told = JSON.stringify([headlineOf(more, TELLING), lookFacts(more, TELLING, 'Discharge')]);
    expect(told).not.toMatch(/Pell|d3b07384/);
    expect(told).toContain('Reablement lead at Reach Reablement CIC');
  });
});

describe('the filter', () => {
  it('sends days of London, the last one whole, and an organisation', () => {
    const query = { outcome: 'deny', agency: 'HARBOUR', from: '1/7/2026', to: '2026-07-01' };
    const filter = new LookFilter(query, t);
    expect(filter.toApi()).toEqual({
      ...{ limit: 100, kind: 'disclosure', outcome: 'deny', agency: 'HARBOUR' },
      ...{ from: '2026-06-30T23:00:00.000Z', to: '2026-07-01T23:00:00.000Z' },
    });
    const kept = '/resident/looks?outcome=deny&agency=HARBOUR&from=1%2F7%2F2026&to=2026-07-01';
    expect(filter.olderHref({ after: 'abc' })).toBe(`${kept}&after=abc`);
    expect(filter.olderHref({ before: '2026-07-01' })).toBe(`${kept}&before=2026-07-01`);
    expect(filter.clearHref).toBe('/resident/looks?outcome=deny');
  });

  it('goes on before a day, and not beyond the last one that was chosen', () => {
    const ends = (query: LookQuery): unknown => new LookFilter(query, t).toApi()['to'];
    expect(ends({ before: '2026-07-01' })).toBe('2026-06-30T23:00:00.000Z');
    expect(ends({ before: '2026-07-09', to: '1/7/2026' })).toBe('2026-07-01T23:00:00.000Z');
    expect(ends({ before: '2026-06-20', to: '1/7/2026' })).toBe('2026-06-19T23:00:00.000Z');
    for (const before of ['yesterday', '0001-01-01', '9999-12-31']) expect(ends({ before })).toBeUndefined();
  });

  it('shows what was let through by itself; what was refused, and what was said, are lists of their own', () => {
    const filter = new LookFilter({}, t);
    expect([filter.narrows, filter.errors, filter.olderHref({ after: 'a' })]).toEqual([
      false,
      [],
      '/resident/looks?after=a',
    ]);
    expect(new LookFilter({ outcome: 'sideways' }, t).outcome).toBe('permit');
    const asked = (['permit', 'deny', 'recorded'] as const).map((outcome) => {
      const { kind, outcome: told } = new LookFilter({ outcome }, t).toApi();
      return [kind, told];
    });
    expect(asked).toEqual([
      ['disclosure', 'permit'],
      ['disclosure', 'deny'],
      ['directive', undefined],
    ]);
    // What cannot be read stands in its field alone: it may be anything.
    expect(JSON.stringify(new LookFilter({ from: 'Hale 9990000018' }, t).tabs(t))).not.toContain('Hale');
    expect(new LookFilter({ outcome: 'deny', from: '1/7/2026' }, t).tabs(t)).toEqual([
      { text: 'Looked or sent', href: '/resident/looks?from=1%2F7%2F2026', current: false },
      { text: 'Not allowed', href: '/resident/looks?outcome=deny&from=1%2F7%2F2026', current: true },
      { text: 'What was said', href: '/resident/looks?outcome=recorded&from=1%2F7%2F2026', current: false },
    ]);
  });

  it('offers the organisations that residents are told of, and keeps one that it does not know', () => {
    const offered = (agency: string): unknown => {
      const { agency: select } = new LookFilter({ agency }, t).form(t, [{ code: 'REACH', name: 'Reach' }]) as {
        agency: { items: { value: string }[] };
      };
      return select.items.map(({ value }) => value);
    };
    expect(offered('')).toEqual(['', 'REACH']);
    expect(offered('GONE')).toEqual(['', 'REACH', 'GONE']);
    expect(offered('no code')).toEqual(['', 'REACH']);
  });

  it.each([
    [{ from: '31/2/2026' }, 'from', 'Type the first day like 30/11/2026 or 30 November 2026'],
    [{ from: '1/1/9999' }, 'from', 'Type the first day like 30/11/2026 or 30 November 2026'],
    [{ from: '1/1/0001' }, 'from', 'Type the first day like 30/11/2026 or 30 November 2026'],
    [{ to: '9999-12-31' }, 'to', 'Type the last day like 30/11/2026 or 30 November 2026'],
    [{ to: 'yesterday' }, 'to', 'Type the last day like 30/11/2026 or 30 November 2026'],
    [{ from: '2/7/2026', to: '1/7/2026' }, 'to', 'The last day must not come before the first day'],
  ])('keeps what was typed and says what is wrong with it: %p', (query, field, text) => {
    const filter = new LookFilter(query, t);
    expect(filter.errors).toEqual([{ field, text }]);
    expect(filter).toMatchObject(query);
  });

  it('does not fall over what no form sends', () => {
    const twice = { from: ['1/7/2026', '2/7/2026'] } as unknown as { from: string };
    expect(new LookFilter(twice, t)).toMatchObject({ from: '', errors: [] });
  });
});
