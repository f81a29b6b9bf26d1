import { describe, expect, it } from '@jest/globals';
import { answered, D1, D2, TELLING } from '../testing/town.js';
import { carriedFields } from '../../shell/journey/carried-fields.js';
import { presentCheck } from './check-decision.js';
import { draftOf, type Draft } from './draft.js';
import { endOfConsent, lengthsOf } from './end-of-consent.js';
import { presentRehearsal } from './present-rehearsal.js';
import { SayYesJourney } from './say-yes.journey.js';

const NOW = '2026-11-22T10:00:00.000Z';
const OFFER = { agreement: D2, now: NOW, telling: TELLING, isStopped: false };
const { questions } = new SayYesJourney();
const [what, , untilWhen] = questions;
const NOTHING: Draft = { categories: [], recipients: [], length: '', date: '' };
const draft = (change: Partial<Draft> = {}): Draft => ({
  ...{ categories: ['FUNCTION'], recipients: ['HARBOUR'], length: 'm6', date: '' },
  ...change,
});

describe('answers on the way', () => {
  it('hold what was offered and nothing else', () => {
    const fields = { categories: ['FUNCTION', 'FINANCE'], recipients: 'REACH', length: 'm6', answer: 'yes' };
    expect(draftOf(fields, D2)).toEqual({ categories: ['FUNCTION'], recipients: [], length: 'm6', date: '' });
    expect(draftOf({}, D2)).toEqual(NOTHING);
  });

  it('travel in every form but for its own question', () => {
    expect(carriedFields({ ...draft({ date: '' }) }, ['recipients'])).toEqual([
      { name: 'categories', value: 'FUNCTION' },
      { name: 'length', value: 'm6' },
    ]);
  });

  it.each([
    [NOTHING, 'what'],
    [draft({ recipients: [] }), 'who'],
    [draft({ length: '' }), 'until'],
    [draft(), undefined],
  ])('lead to the first question that is open: %p', (answers, step) =>
    expect(questions.find((question) => !question.isAnswered(answers, OFFER))?.step).toBe(step),
  );
});

describe('the end of a yes', () => {
  it.each([
    ['m3', '', '2027-02-22T23:59:59.999Z'],
    ['m6', '', '2027-05-22T22:59:59.999Z'],
    ['date', '28/2/2027', '2027-02-28T23:59:59.999Z'],
    ['date', '2026-11-22', '2026-11-22T23:59:59.999Z'],
    // The last day that lies whole within the 184 days of the agreement.
    ['date', '24/5/2027', '2027-05-24T22:59:59.999Z'],
  ])('is the end of its last day: %s %s', (length, date, last) => {
    const end = endOfConsent(draft({ length, date }), D2, NOW) as { end: string };
    expect(new Date(Date.parse(end.end) - 1).toISOString()).toBe(last);
  });

  it.each([
    ['', '', 'none'],
    ['m12', '', 'none'],
    ['date', '', 'noDay'],
    ['date', '31/2/2027', 'noDay'],
    ['date', '1/1/9999', 'noDay'],
    ['date', '21/11/2026', 'past'],
    // It would end in the morning of the day that it names.
    ['date', '25/5/2027', 'tooLate'],
  ])('is refused beyond the bounds: %s %s', (length, date, problem) => {
    expect(endOfConsent(draft({ length, date }), D2, NOW)).toEqual({ problem });
  });

  it('is never the next month’s for want of a day', () => {
    const end = endOfConsent(draft({ length: 'm3' }), D2, '2026-11-30T10:00:00.000Z') as { end: string };
    expect(end.end).toBe('2027-03-01T00:00:00.000Z');
  });

  it.each([
    ['in the first hour of a summer day', '2026-06-30T23:30:00Z', 'm3', '2026-10-01T23:00:00.000Z'],
    ['on a leap day', '2028-02-29T10:00:00Z', 'm3', '2028-05-29T23:00:00.000Z'],
    ['before a leap day', '2027-11-29T10:00:00Z', 'm3', '2028-03-01T00:00:00.000Z'],
    ['over a year’s end', '2026-12-31T23:59:00Z', 'm3', '2027-03-31T23:00:00.000Z'],
    ['up to what the agreement allows', '2027-03-01T11:00:00Z', 'm6', '2027-08-31T23:00:00.000Z'],
  ])('loses no day when it is given %s', (_when, now, length, end) => {
    expect(endOfConsent(draft({ length }), D2, now)).toEqual({ end });
  });

  it.each([
    [6, [3, 6]],
    [2, [1]],
    [12, [6, 12]],
    [0, []],
    [null, [3, 6]],
  ])('is offered within what the agreement allows: %p', (longestMonths, lengths) => {
    expect(lengthsOf({ longestMonths })).toEqual(lengths);
  });
});

describe('the questions', () => {
  it('have nothing chosen beforehand', () => {
    const pages = questions.map((question) => question.page(NOTHING, OFFER, []));
    expect(JSON.stringify(pages)).toContain('"checked":false');
    expect(JSON.stringify(pages)).not.toContain('"checked":true');
  });

  it('come back with everything kept and what is wrong', () => {
    const typed = draft({ length: 'date', date: '1/1/2030' });
    const errors = untilWhen!.errors(typed, OFFER);
    expect(errors).toEqual([{ text: 'The last day can be 24 May 2027 at most', field: 'date' }]);
    expect(untilWhen!.page(typed, OFFER, errors).model).toMatchObject({
      input: { value: '1/1/2030', errorMessage: { text: 'The last day can be 24 May 2027 at most' } },
    });
    expect(carriedFields({ ...typed }, untilWhen!.asks)).toEqual([
      { name: 'categories', value: 'FUNCTION' },
      { name: 'recipients', value: 'HARBOUR' },
    ]);
    expect(what!.errors(NOTHING, OFFER)[0]).toMatchObject({ field: 'categories' });
  });

  it('end in two answers and a way back to each question', () => {
    const { choices, rows } = presentCheck(OFFER, draft());
    expect(choices.map(({ text }) => text)).toEqual(['Yes, share', 'No, do not share']);
    expect(rows.flatMap(({ change }) => (change ? [change.href] : []))).toEqual(
      ['what', 'who', 'until'].map((step) => `/resident/agreements/D2/${step}`),
    );
    expect(rows.at(-1)!.time!.text).toBe('22 May 2027');
  });
});

describe('the rehearsal', () => {
  const no = { code: 'category-not-in-agreement', says: 'The agreement does not let them share this.' };
  const sight = (category: string, ifYes: boolean) => ({
    category,
    now: false,
    ifYes,
    ifNo: false,
    reason: ifYes ? null : no,
  });
  const rehearsal = (assumed: string[] = []) => ({
    decidedAt: '2026-11-22T10:00:00.000000Z',
    recipients: [
      {
        ...{ agency: 'HARBOUR', name: 'Harbour Homes' },
        seen: [
          { by: 'people', role: 'surveyor', assumed, categories: [sight('FUNCTION', true), sight('FINANCE', false)] },
          { by: 'system', role: null, assumed: [], categories: [sight('FUNCTION', true)] },
        ],
      },
    ],
  });
  const present = (assumed?: string[], others = [answered(D1, null), answered(D2, 'needs-consent')]) =>
    presentRehearsal(rehearsal(assumed) as never, others, TELLING);

  it('shows both answers side by side: who could see what', () => {
    expect(present().columns).toEqual([
      {
        title: 'If you say yes',
        agencies: [
          {
            name: 'Harbour Homes',
            lines: [
              'Surveyor could see: Moving about and daily life',
              'Their computer could see: Moving about and daily life',
            ],
          },
        ],
      },
      { title: 'If you say no', agencies: [{ name: 'Harbour Homes', lines: ['Nobody there could see any of it'] }] },
    ]);
  });

  it('tells what stays closed, what goes on anyway, and what it takes for granted', () => {
    expect(present().closed).toEqual(['Money and charges. The agreement does not let them share this.']);
    expect(present().anyway).toEqual(['Discharge: Working together on care']);
    expect(present([], [answered(D1, 'refused')]).anyway).toEqual([]);
    expect(present().assumed).toBeUndefined();
    expect(present(['is working with you']).assumed).toContain('once they are working with you');
  });
});
