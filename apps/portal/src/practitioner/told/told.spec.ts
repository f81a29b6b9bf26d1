import { describe, expect, it } from '@jest/globals';
import type { Fields } from '../../session/session.js';
import { Texts } from '../../words/texts.js';
import type { Agreement } from '../agreements.js';
import { agreementOf } from '../testing/agreements.js';
import { inForceAlone } from './faults/in-force-alone.js';
import { stoppableOf, type KnownSharing } from './known-sharing.js';
import { presentConflict } from './present-conflict.js';
import { presentCheck, presentDone } from './present-told.js';
import { fieldsOf, NOTHING_TOLD as NOTHING, type Told, toldIn } from './told.js';
import { ToldJourney } from './told.journey.js';
import type { Asking } from './told-question.js';
import { whatStands } from './what-stands.js';

const t = new Texts(['en']).in('en');
const agreement = (id: string, mode: Agreement['mode']): Agreement =>
  agreementOf({
    ...{ id, title: `About ${id}`, purpose: 'HOUSADAPT', mode, categories: ['FUNCTION', 'EQUIPMENT'] },
    parties: ['HARBOUR', 'NM-HSG'].map((recipient) => ({ source: 'NM-ASC', recipient, bases: null })),
    roles: ['surveyor'],
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
      purposes: null,
      agreement: 'D2',
      expiresAt: '2027-05-22T23:00:00Z',
    },
  ],
  stoppable: [D1, D2],
  agreements: [D1, D2],
  agencies: (code) => code,
};
const asking = (told: Partial<Told>) => ({ t, language: 'en', told: { ...NOTHING, ...told }, sharing });
const [what, which, part, channel] = new ToldJourney().questions;
const QUESTIONS = { what: what!, which: which!, part: part!, channel: channel! };
type Step = keyof typeof QUESTIONS;
const stepsOf = (told: Told) => (Object.keys(QUESTIONS) as Step[]).filter((step) => QUESTIONS[step].isAsked(told));
const firstUnanswered = (told: Told) => stepsOf(told).find((step) => !QUESTIONS[step].isAnswered(told, asking(told)));
const stepAfter = (told: Told, step: Step) => stepsOf(told)[stepsOf(told).indexOf(step) + 1] ?? 'check';
function answered(step: Step, fields: Fields, of: Asking & { told: Told }): Told | undefined {
  const told = QUESTIONS[step].take(of.told, fields, of);
  return QUESTIONS[step].isAnswered(told, of) ? told : undefined;
}

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
    const asked = asking({ what: 'stop' });
    expect(which!.options(asked.told, asked)).toEqual([
      {
        value: 'c1',
        text: 'About D2 (HARBOUR)',
        says: 'Moving about and daily life, Equipment · to HARBOUR · until 22 May 2027',
        isName: true,
      },
    ]);
    expect(JSON.stringify(which!.page(asked.told, asked, []))).not.toContain('"checked":true');
  });

  it('never takes what is not found for all, and says how its agreement stands', () => {
    const [own] = sharing.given;
    const says = (change: object, agreements = sharing.agreements): string =>
      which!.options(asking({ what: 'stop' }).told, {
        ...asking({ what: 'stop' }),
        sharing: { ...sharing, agreements, given: [{ ...own!, recipients: null, expiresAt: null, ...change }] },
      })[0]!.says!;
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

  it('reads of a form what was offered, and of what was seen a version with its reach', () => {
    const reach = { sources: null, recipients: ['HARBOUR'], categories: null, purposes: null, agreement: 'D2' };
    const seen = { what: 'stop', directive: 'c1', version: '4', reach: JSON.stringify(reach) };
    expect(toldIn(seen, sharing)).toEqual({ ...NOTHING, ...seen, reach });
    expect(toldIn(fieldsOf(toldIn(seen, sharing)), sharing)).toEqual({ ...NOTHING, ...seen, reach });
    for (const version of ['', '0', '04', '4.0', '-4', '1234567890', '4"'])
      expect(toldIn({ ...seen, version }, sharing)).toEqual({ ...NOTHING, what: 'stop' });
  });

  it.each([
    ['', 'no reach'],
    ['null', 'nothing'],
    ['[1]', 'a list'],
    ['{', 'broken JSON'],
    ['{}', 'nothing named: left out is not all'],
    [
      JSON.stringify({ sources: 'NM-ASC', recipients: null, categories: null, purposes: null, agreement: null }),
      'a word',
    ],
    [JSON.stringify({ sources: [1], recipients: null, categories: null, purposes: null, agreement: null }), 'numbers'],
    [JSON.stringify({ sources: null, recipients: null, categories: null, purposes: null, agreement: 7 }), 'a number'],
  ])('takes a form’s %j for no reach: %s', (reach) =>
    expect(toldIn({ what: 'stop', directive: 'c1', version: '4', reach }, sharing).reach).toBeNull(),
  );

  it('takes of a no only agreements that can be stopped, and whom those name', () => {
    const no = { what: 'refuse', agreement: 'D2', parts: ['HARBOUR', 'BEACON'], channel: 'phone' };
    expect(toldIn(no, sharing)).toMatchObject({ agreement: 'D2', parts: ['HARBOUR'], channel: 'phone' });
    expect(toldIn({ ...no, agreement: 'D9' }, sharing)).toMatchObject({ agreement: '', parts: [] });
    expect(toldIn({ ...no, channel: 'online' }, sharing).channel).toBe('');
    expect(toldIn(no, { ...sharing, stoppable: [D1] })).toMatchObject({ agreement: '', parts: [] });
  });

  const STATES = ['draft', 'live', 'under-review', 'suspended', 'expired'] as const;
  const statesOf = (offered: (agreements: readonly Agreement[]) => readonly Agreement[]): string[] =>
    offered(STATES.map((state) => ({ ...D2, state }))).map(({ state }) => state);

  it('takes a no to what is shared and to what may be shared again', () =>
    expect(statesOf(stoppableOf)).toEqual(['live', 'under-review', 'suspended']));

  it('would turn somebody away who says no in advance to what is stopped for now (seeded fault)', () =>
    expect(statesOf(inForceAlone)).toEqual(['live', 'under-review']));

  it('says of a no to what is stopped for now that it is kept', () => {
    const stopped: Agreement = { ...D2, state: 'suspended' };
    const told = { ...NOTHING, what: 'refuse', agreement: 'D2', parts: ['HARBOUR'], channel: 'phone' } as const;
    const asked = { ...asking(told), sharing: { ...sharing, stoppable: [stopped] } };
    expect(which!.options(told, asked)[0]!.says).toBe(
      'Moving about and daily life, Equipment · the agreement is stopped for now',
    );
    const kept = 'What you record is kept, and counts when it goes on.';
    expect(JSON.stringify(presentCheck({ ...asked, path: '/p' }))).toContain(kept);
    expect(JSON.stringify(presentCheck({ ...asking(told), path: '/p' }))).not.toContain(kept);
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

  it.each([
    ['stop', [], 'All that they said yes to in it ends with this, also what this page does not show.'],
    ['narrow', ['FUNCTION'], 'also for those whom this page does not show.'],
    ['narrow', ['FUNCTION', 'EQUIPMENT'], 'You chose every kind that this page shows, so this sharing ends.'],
    [
      'narrow',
      ['FUNCTION', 'EQUIPMENT'],
      'All that they said yes to in it ends with this, also what this page does not',
    ],
  ] as const)('says that what the page does not show ends, too: %s %j', (what, parts, says) => {
    const told: Told = { ...NOTHING, what, directive: 'c1', version: '4', parts };
    const shown = JSON.stringify(presentCheck({ ...asking(told), told, path: '/p' }));
    expect(shown).toContain(says);
    // Whatever there is: that something is hidden would be a tell.
    const all = { ...sharing, given: [{ ...sharing.given[0]!, recipients: ['HARBOUR', 'NM-HSG'] }] };
    const effects = (of: KnownSharing) => presentCheck({ ...asking(told), told, sharing: of, path: '/p' });
    expect(effects(all)).toHaveProperty('effects', (effects(sharing) as { effects: object }).effects);
  });

  it.each([
    ['stop', true],
    ['narrow', true],
    ['refuse', false],
    ['all', false],
  ] as const)('and says so where it is done: %s', (what, isSaid) => {
    const recorded = { what, recordedId: 'r', effectiveAt: '2026-11-22T14:03:02.000001Z', besides: false };
    const shown = JSON.stringify(presentDone(t, recorded, 'en', '/p'));
    expect(/also (what|for those whom) these pages do not show\./.test(shown)).toBe(isSaid);
    expect(shown).not.toContain('beyond');
  });

  it('never says that all else goes on, since the page may not show all of it', () =>
    expect(JSON.stringify(what!.page(NOTHING, asking({}), []))).not.toMatch(/the rest goes on/i));

  describe('where somebody changed it first', () => {
    const told: Told = {
      ...{ ...NOTHING, what: 'narrow', directive: 'c1', version: '3', parts: ['FUNCTION'] },
      reach: { sources: null, recipients: ['HARBOUR'], categories: null, purposes: null, agreement: 'D2' },
    };
    const [c1] = sharing.given;
    const shown = (given: KnownSharing['given'], change: Partial<Told> = {}, saidAgain = false) => {
      const now = { ...asking(told), told: { ...told, ...change }, path: '/p', sharing: { ...sharing, given } };
      return presentConflict(now, whatStands(now.told, now.sharing, saidAgain));
    };
    const goesOnBy = (...ids: string[]) => ({
      goOn: { action: '/p/told/which', given: ids.map((value) => ({ button: { name: 'answer', value } })) },
    });

    it('shows what was told and how it is now, and goes on with that', () => {
      expect(shown([c1!])).toMatchObject({
        sent: ['Share less of something they agreed to', 'Moving about and daily life'],
        now: ['It is not as you saw it, and you have not changed it.'],
        goOn: { given: [{ says: 'Moving about and daily life, Equipment · to HARBOUR · until 22 May 2027' }] },
      });
      expect(shown([c1!])).toMatchObject(goesOnBy('c1'));
    });

    it.each([
      [{ what: 'stop' } as const, 'That yes counts. It has not been stopped.'],
      [{}, 'That yes counts, and you have not changed it.'],
    ])('never takes a newer yes for none: %j', (change, says) => {
      const newer = shown([{ ...c1!, id: 'c2', version: 1 }], change);
      expect(newer).toMatchObject({ now: [expect.stringContaining(says)], ...goesOnBy('c2') });
    });

    it('says of a newer yes that is not shown here that it has not been stopped', () =>
      expect(shown([], { what: 'stop' }, true)).toMatchObject({
        now: [expect.stringContaining('It has not been stopped.'), expect.stringContaining('We cannot show you')],
        goOn: { given: [] },
      }));

    it('says where what was chosen is over, or all of it', () => {
      const less = shown([{ ...c1!, categories: ['EQUIPMENT'] }]);
      expect(less).toMatchObject({ now: ['Their yes does not cover what you chose any more.'], goOn: { given: [] } });
      const gone = ['They do not say yes to it any more, as far as we can show you.'];
      expect(shown([])).toMatchObject({ now: gone });
      expect(shown([{ ...c1!, id: 'c9', agreement: 'D1' }])).toMatchObject({ now: gone });
    });

    it('keeps what was to end when it goes on with a newer yes, as far as that covers it', () => {
      const parts = (given: KnownSharing['given'], answer: string) =>
        answered('which', { answer }, { ...asking(told), told, sharing: { ...sharing, given } })!.parts;
      const newer = { ...c1!, id: 'c2', version: 1 };
      expect(parts([newer], 'c2')).toEqual(['FUNCTION']);
      expect(parts([{ ...c1!, version: 5 }], 'c1')).toEqual(['FUNCTION']);
      expect(parts([{ ...newer, categories: ['EQUIPMENT'] }], 'c2')).toEqual([]);
      // Another one that they chose instead: nothing is chosen beforehand.
      expect(parts([c1!, newer], 'c2')).toEqual([]);
    });
  });
});
