import { describe, expect, it } from '@jest/globals';
import { answered, D2, directive, recall, TELLING } from '../testing/town.js';
import type { Recall } from '../record/answers.js';
import { presentStop, presentStopped } from './present-stop.js';

const STOPPED = directive({ status: 'ConsentWithdrawn' });
const stopped = (recalls: readonly Recall[] | undefined) =>
  presentStopped({ directive: STOPPED, items: [answered(D2, 'withdrawn')] }, recalls, TELLING);

describe('before stopping', () => {
  it('says what stops, what cannot be undone, and the phone number', () => {
    const { paragraphs, rows } = presentStop(
      { directive: directive(), items: [answered(D2, null)] },
      TELLING,
      '01632 960 001',
    );
    expect(rows!.map(({ texts }) => texts)).toEqual([
      ['Harbour Homes'],
      ['Moving about and daily life'],
      ['Changes to the home'],
      ['Harbour Homes: Moving about and daily life'],
    ]);
    expect(paragraphs.join(' ')).toMatch(/at once.*cannot be called back.*01632 960 001/);
  });
});

describe('after stopping', () => {
  it('says from when on nothing went out, never earlier than is true', () => {
    expect(stopped([]).sentence).toBe('No more went out by this yes after 14:03:02.');
    const even = directive({ status: 'ConsentWithdrawn', recordedAt: '2026-11-22T14:03:02.000Z' });
    const closed = [answered(D2, 'withdrawn')];
    expect(presentStopped({ directive: even, items: closed }, [], TELLING).sentence).toBe(
      'No more went out by this yes after 14:03:02.',
    );
  });

  it('does not claim an end where the same is shared by something else, or where nobody can say', () => {
    const still = presentStopped({ directive: STOPPED, items: [answered(D2, null)] }, [], TELLING);
    expect(still.sentence).toContain('Some of it is still shared for another reason.');
    expect(still.rows[0]!.texts).toEqual(['Harbour Homes: Moving about and daily life']);
    const unknown = presentStopped({ directive: STOPPED, items: undefined }, [], TELLING);
    expect([unknown.sentence, unknown.rows[0]!.texts]).toEqual([
      'No more went out by this yes after 14:03:02.',
      ['We cannot see this now. Your choices still count.'],
    ]);
  });

  it('tells who had opened how much, and what each says, its own words and those who work for it', () => {
    const kept = {
      processor: '',
      answer: 'kept',
      reason: 'The works are still open.',
      keptUntil: '2027-03-01',
      ...{ answeredAt: '2026-11-24T00:10:00.000Z', counts: true },
    } as const;
    const before = { ...kept, keptUntil: '2026-12-01', answeredAt: '2026-11-23T09:00:00.000Z', counts: false };
    const deleted = { ...kept, processor: 'FIXRIGHT', answer: 'deleted', reason: null, keptUntil: null } as const;
    const later = { ...kept, answeredAt: '2026-11-24T15:00:00.000Z' };
    const { agencies } = stopped([recall({ answers: [before, kept, deleted] }), recall({ answers: [later] })]);
    expect(agencies).toEqual([
      {
        name: 'Harbour Homes',
        opened: 'Harbour Homes opened 2 items before that: Moving about and daily life.',
        says: [
          {
            text: 'About all 2 items: Harbour Homes said on 24 November 2026: we must keep it until 1 March 2027. Their reason:',
            reason: 'The works are still open.',
          },
          {
            text: 'About 1 item (Moving about and daily life): FIXRIGHT, who works for Harbour Homes said on 24 November 2026: we have deleted it.',
          },
        ],
      },
    ]);
  });

  it('says of how many an answer is, and that of the others there is none', () => {
    const answers = [
      {
        processor: '',
        answer: 'deleted',
        reason: null,
        keptUntil: null,
        answeredAt: '2026-11-24T15:00:00.000Z',
        counts: true,
      },
    ] as const;
    expect(stopped([recall({ answers }), recall(), recall(), recall()]).agencies[0]!.says).toEqual([
      {
        text: 'About 1 item (Moving about and daily life): Harbour Homes said on 24 November 2026: we have deleted it.',
      },
      { text: 'Harbour Homes has not answered yet about 3 items: Moving about and daily life.' },
    ]);
    expect(stopped([recall({ answers })]).agencies[0]!.says).toEqual([
      { text: 'Harbour Homes said on 24 November 2026: we have deleted it.' },
    ]);
  });

  it('says when an agency has not answered', () => {
    expect(stopped([recall()]).agencies[0]).toMatchObject({
      opened: 'Harbour Homes opened 1 item before that: Moving about and daily life.',
      says: [{ text: 'Harbour Homes has not answered yet.' }],
    });
  });

  it.each<[string, Partial<Recall>]>([
    ['another agency', { agency: 'REACH' }],
    ['something that it was not about', { category: 'MEDS' }],
    [
      'what was opened under an earlier yes, and called back after this one began',
      { openedAt: '2026-11-22T09:59:59.000Z' },
    ],
    ['what was opened after it, by a later yes', { openedAt: '2026-11-23T10:00:00.000Z' }],
    [
      'what an earlier stop called back',
      { openedAt: '2026-10-01T10:00:00.000Z', raisedAt: '2026-10-02T10:00:00.000Z' },
    ],
  ])('leaves out %s', (_what, change) => {
    expect(stopped([recall(change)])).toMatchObject({
      agencies: [],
      nothing: 'Whoever looked at it before stands in: Who has looked.',
    });
  });

  it.each([
    ['a newer yes', { supersededAt: '2026-11-22T15:00:00.500Z' }, 'No more went out by this yes after 15:00:01.'],
    [
      'its stop, whatever was said after that',
      { status: 'ConsentWithdrawn', supersededAt: '2026-11-22T15:00:00.500Z' },
      'No more went out by this yes after 14:03:02.',
    ],
  ])('tells of a yes until %s ended it', (_what, change, sentence) => {
    const stated = { directive: directive(change), items: [answered(D2, 'withdrawn')] };
    const later = recall({ openedAt: '2026-11-22T15:00:02.000Z' });
    expect(presentStopped(stated, [recall(), later], TELLING)).toMatchObject({
      sentence,
      agencies: [{ opened: 'Harbour Homes opened 1 item before that: Moving about and daily life.' }],
    });
  });

  it.each<[string, Partial<Recall>, boolean]>([
    ['an earlier yes, called back after this one began', { openedAt: '2026-11-22T09:59:59.000Z' }, true],
    ['this yes', {}, false],
    ['what an earlier stop called back', { openedAt: '2026-10-01T10:00:00Z', raisedAt: '2026-10-02T10:00:00Z' }, false],
    ['an earlier yes to something else', { openedAt: '2026-11-22T09:59:59.000Z', category: 'MEDS' }, false],
  ])('leads to what was opened by an earlier yes only where something was: %s', (_what, change, leads) => {
    expect(stopped([recall(change)]).earlier?.href).toBe(leads ? '/resident/choices' : undefined);
  });

  it('leaves out whom the agreement does not name, of a yes to all of it', () => {
    const all = directive({ status: 'ConsentWithdrawn', recipients: null, categories: null });
    const stated = { directive: all, items: [answered(D2, 'withdrawn')] };
    const recalls = [recall(), recall({ agency: 'REACH' }), recall({ category: 'MEDS' })];
    expect(presentStopped(stated, recalls, TELLING).agencies.map(({ opened }) => opened)).toEqual([
      'Harbour Homes opened 1 item before that: Moving about and daily life.',
    ]);
  });

  it.each<[string, Partial<Recall>]>([
    ['a no in another tab that ended it first', { cause: 'refused' }],
    ['whoever holds the record', { cause: 'retracted' }],
    ['something that was there before the stop', { raisedAt: '2026-11-22T14:03:00.000Z' }],
  ])('tells what was opened before, called back by %s', (_what, change) => {
    expect(stopped([recall(change)])).toMatchObject({ agencies: [{ name: 'Harbour Homes' }], nothing: undefined });
  });

  it.each([
    ['nothing is listed', []],
    ['something is', [recall()]],
    ['it is not known', undefined],
  ])('leads to who has looked, for what was read and not sent, where %s', (_what, recalls) => {
    expect(stopped(recalls).looks).toEqual({ text: 'See who has looked', href: '/resident/looks' });
  });

  it('does not call unknown nothing', () => {
    expect(stopped(undefined).nothing).toContain('We cannot see this now');
  });
});
