import { describe, expect, it } from '@jest/globals';
import { presentChoice } from '../choices/present-choice.js';
import type { Directive, OwnSharing, SharingAnswer } from '../record/answers.js';
import type { Line } from '../record/fact.js';
import { answered, D1, D2, directive, look, sharingOf, TELLING } from '../testing/town.js';
import { presentShared } from './present-shared.js';
import { presentSharing, type SharingModel } from './present-sharing.js';
import type { Sharing } from './read-sharing.js';

const NOW = '2026-11-22T15:00:00.000Z';
const D1_ON = answered(D1, null);
const D2_OPEN = answered(D2, 'needs-consent');
const D2_ON = answered(D2, null);
const present = (change: Partial<Sharing> = {}): SharingModel =>
  presentSharing({ directives: [], shared: sharingOf(D1_ON, D2_OPEN), lastLook: null, ...change }, TELLING, NOW);
const ALL = { recipients: null, categories: null };
const linesOf = (model: SharingModel, id: string): Line[] =>
  model.sections.filter((one) => one.id === id).flatMap(({ lines, folded }) => [...lines, ...folded]);
const names = (model: SharingModel, id: string): string[] => linesOf(model, id).map(({ name }) => name.text);
const texts = (model: SharingModel, id: string): string[] => linesOf(model, id).map((line) => line.texts.join(' '));
const saidAtAGlance = (model: SharingModel): string[] =>
  model.glance.map(({ text, link }) => [text, link?.text].join(' ').trim());
/** What stands one tap away, on the page of what was said. */
const detailOf = (one: Directive, { items }: OwnSharing): Record<string, readonly string[] | undefined> =>
  Object.fromEntries(
    presentChoice({ directive: one, items, uses: [] }, TELLING).rows.map(({ key, texts: said }) => [key, said]),
  );

describe('sharing at a glance', () => {
  it('shows what is on, with a way to stop it, who has it and until when', () => {
    const [line] = linesOf(present({ directives: [directive()], shared: sharingOf(D1_ON, D2_ON) }), 'now');
    const choice = '/resident/choices/11111111-1111-4111-8111-111111111111';
    expect(line).toMatchObject({
      name: { text: 'Adaptations', href: choice },
      state: { text: 'On: you said yes' },
      texts: ['Yes to: Moving about and daily life.', 'Until 22 May 2027.', 'Harbour Homes can have it now.'],
      act: { text: 'Stop', href: `${choice}/stop`, hidden: 'Sharing: Adaptations' },
    });
  });

  it.each<[SharingAnswer['reason'], string]>([
    ['agreement-not-live', 'Their agreement is not in force'],
    ['refused', 'You said no'],
    ['agency-suspended', 'One of them may not share at this time'],
    ['national-data-opt-out', 'You opted out of research and planning'],
  ])('does not call a yes on that opens nothing: %s', (reason, why) => {
    const shared = sharingOf(answered(D2, reason, { standing: 'suspended', touches: false }));
    const model = present({ directives: [directive()], shared });
    expect([names(model, 'now'), names(model, 'not')]).toEqual([[], ['Adaptations']]);
    expect(texts(model, 'not')).toEqual([
      `Yes to: Moving about and daily life. Until 22 May 2027. Nobody can have it now. ${why}`,
    ]);
    expect(linesOf(model, 'not')[0]!.state.text).toBe('You said yes, but it is not shared now');
    expect(detailOf(directive(), shared)).toMatchObject({
      'You said yes to': ['Harbour Homes'],
      'Can have it now': ['Nobody'],
      'Cannot have it now': [`Harbour Homes: Moving about and daily life. ${why}`],
    });
    expect(JSON.stringify(model)).toContain('/stop');
  });

  it.each<[string, SharingAnswer['reason'], string]>([
    ['ConsentRefused', 'refused', 'not'],
    ['ObjectionPendingHighHarm', 'objected', 'not'],
    ['ConsentWithdrawn', 'withdrawn', 'ended'],
    ['ConsentExpired', 'consent-expired', 'ended'],
    ['a state to come', 'needs-consent', 'ended'],
  ])('puts %s under its own, with nothing to stop', (status, reason, id) => {
    const shared = sharingOf(answered(D2, reason));
    const model = present({ directives: [directive({ status })], shared });
    expect(names(model, id)).toEqual(['Adaptations']);
    expect(names(model, 'now')).toEqual([]);
    expect(JSON.stringify(model)).not.toContain('/stop"');
    expect(detailOf(directive({ status }), shared)).toMatchObject({ 'Can have it now': ['Nobody'] });
  });

  it('says of a no who must not have it, and never that anyone can', () => {
    const everything = { recipients: null, categories: null, agreement: null, expiresAt: null };
    const no = directive({ ...everything, status: 'ConsentRefused' });
    const shared = sharingOf(answered(D1, 'refused'), answered(D2, 'refused'));
    const model = present({ directives: [no], shared });
    expect(detailOf(no, shared)).toMatchObject({
      'Must not have it': ['Anyone'],
      What: ['Anything'],
      'Can have it now': ['Nobody'],
    });
    expect(JSON.stringify(model)).not.toContain('Who can have it');
    expect([names(model, 'now'), names(model, 'asked')]).toEqual([[], []]);
    expect(names(model, 'not')).toEqual(['Sharing with anyone', 'Discharge', 'Adaptations']);
    expect(linesOf(model, 'not')[0]!.state.text).toBe('You said no. It is not shared');
    expect(model.nothing).toBeDefined();
  });

  it('tells one no from another by what it is about', () => {
    const no = directive({ status: 'ConsentRefused', categories: ['FUNCTION', 'EQUIPMENT', 'MEDS'] });
    expect(texts(present({ directives: [no] }), 'not')).toEqual([
      'Must not have it: Harbour Homes. What: Moving about and daily life and 2 more.',
    ]);
  });

  it('says what holds while an objection is pending', () => {
    const pending = directive({ status: 'ObjectionPending', recipients: null, categories: null, agreement: 'D1' });
    const model = present({ directives: [pending] });
    expect([names(model, 'not'), names(model, 'now')]).toEqual([[], ['Discharge', 'Discharge']]);
    expect(linesOf(model, 'now')[0]!.state.text).toBe('You objected, not decided yet. Some is still shared');
    expect(texts(model, 'now')[0]).toBe('Reach Reablement CIC can have it now.');
    expect(detailOf(pending, sharingOf(D1_ON, D2_OPEN))).toMatchObject({
      'Can have it now': ['Reach Reablement CIC: Medicines'],
    });
  });

  it('lists what they said no to once, where their own no is all that closes it', () => {
    const no = directive({ status: 'Objected', agreement: 'D1', ...ALL });
    const closed = (...answers: Parameters<typeof answered>) =>
      names(present({ directives: [no], shared: sharingOf(answered(...answers)) }), 'not');
    expect(closed(D1, 'objected')).toEqual(['Discharge']);
    expect(closed(D1, 'agency-suspended')).toEqual(['Discharge', 'Discharge']);
  });

  it('never takes what it does not find for all', () => {
    const unknown = directive({ recipients: null, categories: null, agreement: 'D7' });
    const model = present({ directives: [unknown] });
    expect(texts(model, 'not')).toEqual(['Until 22 May 2027. Nobody can have it now.']);
    expect(detailOf(unknown, sharingOf(D1_ON, D2_OPEN))).toMatchObject({
      'You said yes to': ['All that the agreement names'],
      What: ['All that the agreement names'],
      'Can have it now': ['Nobody'],
    });
    expect(JSON.stringify(model)).not.toMatch(/Anyone|Anything/);
  });

  it('asks about what has no answer yet, and not again about what has', () => {
    expect(names(present(), 'asked')).toEqual(['Adaptations']);
    expect(linesOf(present(), 'asked')[0]).toMatchObject({
      name: { href: '/resident/agreements/D2' },
      state: { text: 'Not shared' },
      texts: ['Would go to: Harbour Homes and NM-ASC.'],
    });
    const refused = { directives: [directive({ status: 'ConsentRefused' })] };
    expect(names(present(refused), 'asked')).toEqual([]);
  });

  it('tells what is shared unasked, and one tap away why, and what can be done about it', () => {
    expect(linesOf(present(), 'now')).toMatchObject([
      {
        name: { text: 'Discharge', href: '/resident/agreements/D1/shared' },
        state: { text: 'On: you were not asked' },
        texts: ['Reach Reablement CIC can have it now.'],
      },
    ]);
    const detail = presentShared(D1_ON, TELLING);
    expect(detail.rows.map(({ texts: said }) => said)).toEqual([
      ['Reach Reablement CIC: Medicines'],
      ['Working together on care'],
      ['To look after you'],
      ['You can object'],
    ]);
    expect(detail.act).toEqual({ text: 'Object', href: '/resident/agreements/D1/object' });
    expect(presentShared({ ...D1_ON, right: 'none' }, TELLING).act).toBeUndefined();
  });

  it('says that nothing is shared only when nothing is', () => {
    const nothing = 'Nothing is shared through this service. You do not need to do anything.';
    expect(present({ shared: sharingOf(D2_OPEN) }).nothing).toBe(nothing);
    expect(present().nothing).toBeUndefined();
    expect(present({ shared: undefined }).nothing).toBeUndefined();
    expect(present({ directives: undefined, shared: sharingOf() }).nothing).toBeUndefined();
  });

  it('shows the rest when one part cannot be reached, and does not call what it does not know nothing', () => {
    const model = present({ directives: [directive()], shared: undefined });
    expect(model.away).toContain('We cannot reach one part');
    expect([names(model, 'said'), names(model, 'now')]).toEqual([['D2'], []]);
    expect(linesOf(model, 'said')[0]!.state.text).toBe('You said yes');
    expect(texts(model, 'said')[0]).toContain('We cannot see this now.');
    expect(saidAtAGlance(model)).toEqual(
      expect.arrayContaining(['We cannot see now what is shared.', 'We cannot see now what asks for your yes or no.']),
    );
    expect(present().away).toBeUndefined();
    expect(present({ lastLook: undefined }).away).toBeDefined();
    expect(saidAtAGlance(present({ lastLook: undefined }))).toContain('We cannot see now who has looked.');
    const said = present({ directives: undefined });
    expect([names(said, 'now'), saidAtAGlance(said)[0]]).toEqual([['Discharge'], 'We cannot see now what is shared.']);
  });

  it('counts nothing as shared only where the rules let nobody in', () => {
    // Of what is shared by something that stands in none of their lists.
    const shared = sharingOf(answered(D2, null, { touches: false }));
    expect(saidAtAGlance(present({ shared }))[0]).toBe('We cannot see now what is shared.');
    expect(saidAtAGlance(present({ shared: sharingOf(D2_OPEN) }))[0]).toBe('Nothing is shared now.');
  });

  it.each([
    ['a yes that was never given', answered(D2, 'refused')],
    ['planning that they opted out of', answered(D1, 'national-data-opt-out', { mode: 'SECONDARY_USE' })],
  ])('says of what is closed neither that it is allowed nor what to do against it: %s', (_name, closed) => {
    const model = present({ directives: [], shared: sharingOf(closed) });
    expect(names(model, 'not')).toHaveLength(1);
    const words = JSON.stringify([linesOf(model, 'not'), presentShared(closed, TELLING)]);
    expect(words).not.toMatch(/Why it is allowed|What you can do|You can object|You can stop it|\/object/);
  });

  it.each([true, false])('says "You can object" exactly beside the way to it, working with them: %s', (touches) => {
    const { rows, act } = presentShared(answered(D1, null, { touches }), TELLING);
    expect(rows.at(-1)!.texts).toEqual(['You can object']);
    expect(act!.href).toBe('/resident/agreements/D1/object');
  });

  it('calls no door closed that opens on somebody’s own word, and no agency let in of which one said so', () => {
    const by = (shared: boolean) =>
      answered(D1, null, {
        answers: [
          {
            source: 'NM-ACUTE',
            recipient: 'REACH',
            category: 'MEDS',
            shared,
            byOwnWord: true,
            reason: shared ? null : 'no-relationship',
          },
        ],
      });
    const factsOf = (shared: boolean) =>
      Object.fromEntries(presentShared(by(shared), TELLING).rows.map(({ key, texts: said }) => [key, said]));
    const could = factsOf(false);
    expect(could['Cannot have it now']).toBeUndefined();
    expect(could).toMatchObject({
      'Can have it now': ['Nobody'],
      'Could open it': [
        'Reach Reablement CIC: Medicines. Staff there can open it if they say that they care for you. You would see it in: Who has looked.',
      ],
      'What you can do': ['You can object'],
    });
    expect(texts(present({ shared: sharingOf(by(false)) }), 'not')).toEqual([
      'Nobody can have it now. Staff at Reach Reablement CIC can open it if they say that they care for you.',
    ]);
    expect(factsOf(true)['Can have it now']).toEqual([
      'Reach Reablement CIC, only staff who said themselves that they care for you: Medicines',
    ]);
    expect(texts(present({ shared: sharingOf(by(true)) }), 'now')).toEqual([
      'Only staff at Reach Reablement CIC who said themselves that they care for you can have it now.',
    ]);
  });

  it('leads to what was replaced or taken back: that nothing ended is not said', () => {
    const model = present();
    expect(model.earlier.href).toBe('/resident/choices');
    expect(names(model, 'ended')).toEqual([]);
  });

  it('names whose records a choice is about, in its name and its facts', () => {
    const of = directive({ status: 'Objected', agreement: null, ...ALL, sources: ['NM-MH'] });
    const shared = sharingOf(answered(D1, 'objected'));
    expect(names(present({ directives: [of], shared }), 'not')).toContain('Sharing with anyone, from NM-MH');
    expect(detailOf(of, shared)).toMatchObject({ 'Only what is kept by': ['NM-MH'] });
    expect(detailOf(directive(), shared)).not.toHaveProperty('Only what is kept by');
  });

  it('offers to stop all of it when there is more than one, and always to say no in advance', () => {
    const other = directive({ id: '33333333-3333-4333-8333-333333333333' });
    const acts = (...directives: Directive[]): string[] =>
      present({ directives, shared: sharingOf(D2_ON) }).acts.map(({ href }) => href);
    expect(acts(directive())).toEqual(['/resident/refuse']);
    expect(acts(directive(), other)).toEqual(['/resident/stop-all', '/resident/refuse']);
  });

  it('tells how much is on and asked, the next end and the last look', () => {
    const later = directive({ id: '33333333-3333-4333-8333-333333333333', expiresAt: '2027-01-01T00:00:00.000Z' });
    const model = present({ directives: [directive(), later], shared: sharingOf(D1_ON, D2_ON), lastLook: look() });
    expect(saidAtAGlance(model)).toEqual([
      '3 things are shared now',
      'Nothing asks for your yes or no.',
      'The next one ends on',
      'The last look: Reablement lead at Reach Reablement CIC looked at: Medicines. See who has looked',
    ]);
    expect(model.glance.at(-2)!.time!.text).toBe('31 December 2026');
    expect(saidAtAGlance(present()).at(-1)).toBe('No one has looked yet.');
  });
});
