import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../shell/texts.js';
import type { Agreement } from '../agreements.js';
import type { KnownSharing } from './known-sharing.js';
import { presentCheck, presentConflict } from './present-told.js';
import { answered, presentQuestion, questionOf } from './questions.js';
import { firstUnanswered, stepAfter, type Told } from './told.js';

const t = new Texts(['en']).in('en');
const agreement = (id: string, mode: string): Agreement => ({
  id,
  title: `About ${id}`,
  purpose: 'HOUSADAPT',
  mode,
  state: 'live',
  parties: [
    { source: 'NM-ASC', recipient: 'HARBOUR' },
    { source: 'NM-ASC', recipient: 'NM-HSG' },
  ],
  categories: ['FUNCTION', 'EQUIPMENT'],
  recipientRoles: ['surveyor'],
});
const D1 = agreement('D1', 'DIRECT_CARE');
const D2 = agreement('D2', 'EXPLICIT');
const sharing: KnownSharing = {
  given: [
    {
      id: 'c1',
      version: 4,
      status: 'ConsentGiven',
      sources: null,
      recipients: ['HARBOUR'],
      categories: null,
      agreement: 'D2',
      expiresAt: '2027-05-22T23:00:00Z',
    },
  ],
  stoppable: [D1, D2],
  agreements: [D1, D2],
  agencies: (code) => code,
};
const NOTHING: Told = { what: undefined, directive: '', version: '', agreement: '', parts: [], channel: '' };
const asking = (told: Partial<Told>) => ({ t, language: 'en', told: { ...NOTHING, ...told }, sharing });

describe('what a resident told me', () => {
  it('asks no more than it needs, and never for a code', () => {
    expect(firstUnanswered(NOTHING)).toBe('what');
    expect(firstUnanswered({ ...NOTHING, what: 'stop' })).toBe('which');
    expect(firstUnanswered({ ...NOTHING, what: 'stop', directive: 'c1' })).toBeUndefined();
    expect(firstUnanswered({ ...NOTHING, what: 'all', channel: 'phone' })).toBeUndefined();
    expect(firstUnanswered({ ...NOTHING, what: 'narrow', directive: 'c1' })).toBe('part');
    expect(firstUnanswered({ ...NOTHING, what: 'refuse', agreement: 'D2', parts: ['HARBOUR'] })).toBe('channel');
  });

  it('leads from question to question', () => {
    const stop = { ...NOTHING, what: 'stop' as const };
    const refuse = { ...NOTHING, what: 'refuse' as const };
    expect([stepAfter(stop, 'which'), stepAfter(refuse, 'which'), stepAfter(refuse, 'part')]).toEqual([
      'check',
      'part',
      'channel',
    ]);
    expect(stepAfter(refuse, 'channel')).toBe('check');
  });

  it('offers what they agreed to, and nothing chosen beforehand', () => {
    const question = questionOf('which', asking({ what: 'stop' }));
    expect(question.options).toEqual([
      {
        value: 'c1',
        text: 'About D2 (HARBOUR)',
        says: 'Moving about and daily life, Equipment · to HARBOUR · until 22 May 2027',
        isName: true,
      },
    ]);
    expect(JSON.stringify(presentQuestion(t, question, false))).not.toContain('"checked":true');
  });

  it('never takes what is not found for all, and says how its agreement stands', () => {
    const [own] = sharing.given;
    const says = (change: object, agreements = sharing.agreements): string =>
      questionOf('which', {
        ...asking({ what: 'stop' }),
        sharing: { ...sharing, agreements, given: [{ ...own!, recipients: null, expiresAt: null, ...change }] },
      }).options[0]!.says!;
    expect(says({})).toBe('Moving about and daily life, Equipment · to HARBOUR, NM-HSG');
    expect(says({}, [{ ...D2, state: 'suspended' }])).toContain(' · the agreement is stopped for now');
    expect(says({}, [{ ...D2, state: 'expired' }])).toContain(' · the agreement has ended');
    expect(says({}, [])).toBe(
      'all that the agreement names · to all whom the agreement names · we cannot see the agreement now',
    );
    expect(says({ agreement: null, sources: ['NM-MH'] })).toContain(' · only what is kept by NM-MH');
    expect(says({ agreement: null })).toBe('everything · to everybody');
  });

  it('takes only what was offered', () => {
    expect(answered('what', { answer: 'give' }, asking({}))).toBeUndefined();
    expect(answered('which', { answer: 'c2' }, asking({ what: 'stop' }))).toBeUndefined();
    expect(answered('part', {}, asking({ what: 'narrow', directive: 'c1' }))).toBeUndefined();
    expect(
      answered('part', { answer: ['HARBOUR', 'BEACON'] }, asking({ what: 'refuse', agreement: 'D2' })),
    ).toBeUndefined();
    expect(answered('channel', { answer: 'online' }, asking({ what: 'all' }))).toBeUndefined();
  });

  it('keeps the version that the practitioner saw', () => {
    expect(answered('which', { answer: 'c1' }, asking({ what: 'narrow' }))).toMatchObject({
      directive: 'c1',
      version: '4',
    });
  });

  it('forgets the answers of another way through', () => {
    const before = { what: 'narrow', directive: 'c1', version: '4', parts: ['FUNCTION'] } as const;
    expect(answered('what', { answer: 'refuse' }, asking(before))).toEqual({ ...NOTHING, what: 'refuse' });
    expect(answered('what', { answer: 'narrow' }, asking(before))).toMatchObject(before);
  });

  it('says before it is recorded what ends and what follows', () => {
    const told = { ...NOTHING, what: 'refuse', agreement: 'D1', parts: ['HARBOUR'], channel: 'phone' } as const;
    const shown = JSON.stringify(presentCheck({ ...asking(told), told, path: '/p' }));
    expect(shown).toContain('By phone');
    expect(shown).toContain('Sharing stops, and stays stopped unless a privacy officer decides against it.');
    expect(shown).toContain('It counts from the moment you record it.');
  });

  it('shows both versions where somebody changed it first', () => {
    const told = { ...NOTHING, what: 'narrow', directive: 'c1', version: '3', parts: ['FUNCTION'] } as const;
    expect(presentConflict({ ...asking(told), told, path: '/p' })).toMatchObject({
      sent: ['Share less of something they agreed to', 'Moving about and daily life'],
      now: ['About D2', 'Moving about and daily life, Equipment · to HARBOUR · until 22 May 2027'],
    });
    const gone = { ...asking(told), told, path: '/p', sharing: { ...sharing, given: [] } };
    expect(presentConflict(gone)).toMatchObject({ now: ['They do not say yes to it any more.'] });
  });
});
