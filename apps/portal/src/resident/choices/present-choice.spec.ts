import { describe, expect, it } from '@jest/globals';
import type { Directive } from '../record/answers.js';
import { answered, D2, directive, look, TELLING } from '../testing/town.js';
import { presentChoice, presentDone } from './present-choice.js';

const items = [answered(D2, null)];

describe('what was done with a choice', () => {
  it('stands by day, the last one marked where it may go on before what was read', () => {
    const uses = ['2026-11-22', '2026-11-21'].map((day) => look({ id: day, time: `${day}T10:00:00.000Z` }));
    const parts = (older?: string) =>
      presentChoice({ directive: directive(), items, uses, older }, TELLING).uses.map(({ part }) => part !== undefined);
    expect([parts(), parts('2026-11-21'), parts('2026-11-20')]).toEqual([
      [false, false],
      [false, true],
      [false, false],
    ]);
  });

  it.each([
    [[], undefined, 'Nobody has used this yet.'],
    [
      [],
      '2026-11-20',
      'In the latest lines of your history, nobody has used this. Older lines stand in: Who has looked.',
    ],
    [undefined, undefined, 'We cannot see this now. Your choices still count.'],
  ])('is said to be nothing only where all of the history was read: %p, older: %p', (uses, older, said) => {
    expect(presentChoice({ directive: directive(), items, uses, older }, TELLING).noUses).toBe(said);
  });
});

const REPLACED = { supersededAt: '2026-11-23T09:00:00.000Z' };

describe('what counts no more', () => {
  const choice = (status: string, change = {}) =>
    presentChoice({ directive: directive({ status, ...change }), items, uses: [] }, TELLING);

  it.each([
    ['ConsentGiven', 'Something newer replaced it'],
    ['ConsentRefused', 'You took it back, or something newer replaced it'],
    ['ObjectionPendingHighHarm', 'It was taken back, replaced or not agreed to'],
    ['Objected', 'It was taken back, replaced or not agreed to'],
    ['ConsentWithdrawn', 'You stopped it'],
  ])('says so, and offers nothing to do about it: %s', (status, said) => {
    const { state, act, rows } = choice(status, REPLACED);
    expect([state, act]).toEqual([{ text: said, classes: 'govuk-tag--grey' }, undefined]);
    expect(rows.map(({ key }) => key)).not.toContain('Until');
    expect(presentDone({ directive: directive({ status, ...REPLACED }), items }, TELLING).title).toBe(
      'This has changed',
    );
  });

  it('leads to what was opened by a yes that somebody ended, and not to a request that something newer answers', () => {
    const links = (...of: Parameters<typeof choice>): string[] => choice(...of).links.map(({ text }) => text);
    const offered = [answered(D2, null)];
    expect(offered[0]!.touches && offered[0]!.offered).toBe(true);
    expect(links('ConsentGiven', REPLACED)).toEqual(['See who had opened what', 'Save a copy']);
    expect(links('ConsentWithdrawn', REPLACED)).toEqual(['See who had opened what', 'Save a copy']);
    expect(links('ConsentWithdrawn')).toEqual(['See who had opened what', 'See what they ask', 'Save a copy']);
    expect(links('ConsentExpired')).toEqual(['See what they ask', 'Save a copy']);
    expect(links('ConsentRefused', REPLACED)).toEqual(['Save a copy']);
  });
});

describe('the day of an end', () => {
  it.each([
    ['its time, when that is over', 'ConsentExpired', '2027-05-22T23:00:00.000Z'],
    ['when it was stopped', 'ConsentWithdrawn', '2026-11-22T14:03:01.200Z'],
    ['when it was stopped, also where it was replaced', 'ConsentWithdrawn', '2026-11-22T14:03:01.200Z', REPLACED],
    ['when it was replaced', 'ConsentGiven', REPLACED.supersededAt, REPLACED],
    ['when it was taken back', 'ConsentRefused', REPLACED.supersededAt, REPLACED],
  ])('is %s', (_what, status, ended, change: Partial<Directive> = {}) => {
    const stated = { directive: directive({ status, ...change }), items };
    const { rows } = presentChoice({ ...stated, uses: [] }, TELLING);
    expect(rows.find(({ key }) => key === 'Changed on')!.time!.iso).toBe(ended);
    expect(presentDone(stated, TELLING).from.time.iso).toBe(ended);
  });
});

describe('an objection', () => {
  const until = (status: string): unknown =>
    presentChoice({ directive: directive({ status, expiresAt: null }), items, uses: [] }, TELLING).rows.find(
      ({ key }) => key === 'Until',
    )?.texts;

  it('that waits ends by an officer’s word, too; one that was agreed to by their own alone', () => {
    expect(until('ObjectionPendingHighHarm')).toEqual(['Until it is decided, or you take it back']);
    expect(until('Objected')).toEqual(['Until you take your no back']);
    expect(presentDone({ directive: directive({ status: 'Objected' }), items }, TELLING)).toMatchObject({
      title: 'Your objection was agreed to',
      next: expect.not.arrayContaining([expect.stringContaining('can decide')]),
    });
  });
});

describe('after a yes', () => {
  const both = directive({ categories: ['FUNCTION', 'EQUIPMENT'] });
  const half = answered(D2, null);
  const answers = half.answers.map((one) =>
    one.category === 'FUNCTION' ? one : { ...one, shared: false, reason: 'no-relationship' as const },
  );

  it('claims that what was chosen is shared only where all of it is', () => {
    const next = (stated: Parameters<typeof presentDone>[0]): string => presentDone(stated, TELLING).next.join(' ');
    expect(next({ directive: both, items })).toContain('They can share what you chose from now on.');
    const partly = next({ directive: both, items: [{ ...half, answers }] });
    expect(partly).toContain('Some of what you chose is shared now, and some is not.');
    expect(partly).not.toContain('what you chose from now on');
    expect(next({ directive: directive(), items: [{ ...half, answers }] })).toContain('what you chose from now on');
  });
});
