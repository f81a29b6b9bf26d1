import { describe, expect, it } from '@jest/globals';
import { answered, D1, D2, directive, look, sharingOf, TELLING } from '../testing/town.js';
import { presentSharing, type Section, type SharingModel } from './present-sharing.js';
import type { Sharing } from './read-sharing.js';

const NOW = '2026-11-22T15:00:00.000Z';
const D1_ON = answered(D1, null);
const D2_OPEN = answered(D2, 'needs-consent');
const D2_ON = answered(D2, null);
const present = (change: Partial<Sharing> = {}): SharingModel =>
  presentSharing({ directives: [], shared: sharingOf(D1_ON, D2_OPEN), lastLook: null, ...change }, TELLING, NOW);
const ALL = { recipients: null, categories: null };
const find = (model: SharingModel, id: string): Section | undefined => model.sections.find((one) => one.id === id);
const titles = (model: SharingModel, id: string): string[] => find(model, id)?.cards.map(({ title }) => title) ?? [];
const factsOf = (model: SharingModel, id: string): Record<string, readonly string[] | undefined> =>
  Object.fromEntries(find(model, id)!.cards[0]!.facts.map(({ key, texts }) => [key, texts]));

describe('sharing at a glance', () => {
  it('shows what is on, with a way to stop it, and what it opens', () => {
    const [card] = find(present({ directives: [directive()], shared: sharingOf(D1_ON, D2_ON) }), 'on')!.cards;
    expect(card).toMatchObject({ title: 'Sharing: Adaptations', state: { text: 'On: you said yes' } });
    expect(card!.links.map(({ href }) => href)).toEqual([
      '/resident/choices/11111111-1111-4111-8111-111111111111',
      '/resident/choices/11111111-1111-4111-8111-111111111111/stop',
    ]);
    expect(card!.facts[0]).toMatchObject({ key: 'You said yes to', texts: ['Harbour Homes'], data: true });
    expect(card!.facts.at(-1)!.time!.text).toBe('22 May 2027');
  });

  it.each([
    ['agreement-not-live', 'Their agreement is not in force'],
    ['refused', 'You said no'],
    ['agency-suspended', 'One of them may not share at this time'],
    ['national-data-opt-out', 'You opted out of research and planning'],
  ])('does not call a yes on that opens nothing: %s', (reason, why) => {
    const shared = sharingOf(answered(D2, reason, { standing: 'suspended', touches: false }));
    const model = present({ directives: [directive()], shared });
    expect([titles(model, 'on'), titles(model, 'waiting')]).toEqual([[], ['Sharing: Adaptations']]);
    expect(factsOf(model, 'waiting')).toMatchObject({
      'You said yes to': ['Harbour Homes'],
      'Can have it now': ['Nobody'],
      'Cannot have it now': [`Harbour Homes: Moving about and daily life. ${why}`],
    });
    expect(JSON.stringify(model)).toContain('/stop');
  });

  it.each([
    ['ConsentRefused', 'refused', 'no'],
    ['ObjectionPendingHighHarm', 'objected', 'no'],
    ['ConsentWithdrawn', 'withdrawn', 'ended'],
    ['ConsentExpired', 'consent-expired', 'ended'],
    ['a state to come', 'needs-consent', 'ended'],
  ])('puts %s under its own, with nothing to stop', (status, reason, id) => {
    const model = present({ directives: [directive({ status })], shared: sharingOf(answered(D2, reason)) });
    expect(titles(model, id)).toEqual(['Sharing: Adaptations']);
    expect(titles(model, 'on')).toEqual([]);
    expect(JSON.stringify(model)).not.toContain('/stop"');
    expect(factsOf(model, id)).toMatchObject({ 'Can have it now': ['Nobody'] });
  });

  it('says of a no who must not have it, and never that anyone can', () => {
    const everything = { recipients: null, categories: null, agreement: null, expiresAt: null };
    const no = directive({ ...everything, status: 'ConsentRefused' });
    const model = present({ directives: [no], shared: sharingOf(answered(D1, 'refused'), answered(D2, 'refused')) });
    expect(factsOf(model, 'no')).toMatchObject({
      'Must not have it': ['Anyone'],
      What: ['Anything'],
      'Can have it now': ['Nobody'],
    });
    expect(JSON.stringify(model)).not.toContain('Who can have it');
    expect([titles(model, 'unasked'), titles(model, 'asked')]).toEqual([[], []]);
    expect(titles(model, 'closed')).toEqual(['Sharing: Discharge', 'Sharing: Adaptations']);
    expect(model.nothing).toBeDefined();
  });

  it('says what holds while an objection is pending', () => {
    const pending = directive({ status: 'ObjectionPending', recipients: null, categories: null, agreement: 'D1' });
    const model = present({ directives: [pending] });
    expect([titles(model, 'no'), titles(model, 'still')]).toEqual([[], ['Sharing: Discharge']]);
    expect(find(model, 'still')!.cards[0]!.state!.text).toBe('You objected, not decided yet. Some is still shared');
    expect(factsOf(model, 'still')).toMatchObject({ 'Can have it now': ['Reach Reablement CIC: Medicines'] });
  });

  it('never takes what it does not find for all', () => {
    const unknown = directive({ recipients: null, categories: null, agreement: 'D7' });
    const model = present({ directives: [unknown] });
    expect(factsOf(model, 'waiting')).toMatchObject({
      'You said yes to': ['All that the agreement names'],
      What: ['All that the agreement names'],
      'Can have it now': ['Nobody'],
    });
    expect(JSON.stringify(model)).not.toMatch(/Anyone|Anything/);
  });

  it('asks about what has no answer yet, and not again about what has', () => {
    expect(titles(present(), 'asked')).toEqual(['Sharing: Adaptations']);
    const refused = { directives: [directive({ status: 'ConsentRefused' })] };
    expect(titles(present(refused), 'asked')).toEqual([]);
  });

  it('tells what is shared unasked, why, and what can be done about it', () => {
    const [card] = find(present(), 'unasked')!.cards;
    expect(card!.facts.map(({ texts }) => texts)).toEqual([
      ['Reach Reablement CIC: Medicines'],
      ['Working together on care'],
      ['To look after you'],
      ['You can object'],
    ]);
    expect(card!.links).toMatchObject([{ text: 'Object', href: '/resident/agreements/D1/object' }]);
    const bound = find(present({ shared: sharingOf({ ...D1_ON, right: 'none' }) }), 'unasked')!.cards[0]!;
    expect(bound.links).toEqual([]);
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
    expect(titles(model, 'on')).toEqual(['Sharing: D2']);
    expect(find(model, 'on')!.cards[0]!.state!.text).toBe('You said yes');
    expect(factsOf(model, 'on')['Can have it now']![0]).toContain('We cannot see this now');
    expect(find(model, 'unasked')!.empty).toContain('We cannot see this now');
    expect(present().away).toBeUndefined();
    expect(present({ lastLook: undefined }).away).toBeDefined();
  });

  it.each([
    ['a yes that was never given', answered(D2, 'refused')],
    ['planning that they opted out of', answered(D1, 'national-data-opt-out', { mode: 'SECONDARY_USE' })],
  ])('says of what is closed neither that it is allowed nor what to do against it: %s', (_name, closed) => {
    const model = present({ directives: [], shared: sharingOf(closed) });
    expect(titles(model, 'closed')).toHaveLength(1);
    const words = JSON.stringify(find(model, 'closed')!.cards);
    expect(words).not.toMatch(/Why it is allowed|What you can do|You can object|You can stop it|\/object/);
  });

  it.each([true, false])('says "You can object" exactly beside the link to it, working with them: %s', (touches) => {
    const [card] = find(present({ shared: sharingOf(answered(D1, null, { touches })) }), 'unasked')!.cards;
    expect(card!.facts.at(-1)!.texts).toEqual(['You can object']);
    expect(card!.links.map(({ href }) => href)).toEqual(['/resident/agreements/D1/object']);
  });

  it('calls no door closed that opens on somebody’s own word, and no agency let in of which one said so', () => {
    const by = (shared: boolean) => ({
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
    const could = factsOf(present({ shared: sharingOf(answered(D1, null, by(false))) }), 'closed');
    expect(could['Cannot have it now']).toBeUndefined();
    expect(could).toMatchObject({
      'Can have it now': ['Nobody'],
      'Could open it': [
        'Reach Reablement CIC: Medicines. Staff there can open it if they say that they care for you. You would see it in: Who has looked.',
      ],
      'What you can do': ['You can object'],
    });
    const is = factsOf(present({ shared: sharingOf(answered(D1, null, by(true))) }), 'unasked');
    expect(is['Can have it now']).toEqual([
      'Reach Reablement CIC, only staff who said themselves that they care for you: Medicines',
    ]);
  });

  it('says that nothing is said only where nothing counts', () => {
    expect(find(present(), 'on')!.empty).toBe('You do not say yes to any sharing now. You do not need to do anything.');
    const suspended = answered(D2, 'agreement-not-live', { standing: 'suspended', touches: false });
    const waiting = present({ directives: [directive()], shared: sharingOf(suspended) });
    expect(find(waiting, 'on')!.empty).toBe('Nothing that you said yes to is shared now. See below why.');
    const still = present({ directives: [directive({ status: 'ObjectionPending', agreement: 'D1', ...ALL })] });
    expect(find(still, 'no')!.empty).toContain('still shared');
  });

  it('does not say that nothing ended: what was replaced is not listed', () => {
    const model = present();
    expect(find(model, 'ended')).toMatchObject({
      empty: 'Nothing that ended is listed here. What was replaced or taken back is on a page of its own.',
      link: { href: '/resident/choices' },
    });
    expect(model.glance).toContainEqual({ key: 'Ended, and listed below', texts: ['0 things'] });
  });

  it('names whose records a choice is about, in its title and its facts', () => {
    const of = directive({ status: 'Objected', agreement: null, ...ALL, sources: ['NM-MH'] });
    const model = present({ directives: [of], shared: sharingOf(answered(D1, 'objected')) });
    const cards = model.sections.flatMap((one) => one.cards).filter((card) => card.title.startsWith('Sharing with'));
    expect(cards.map(({ title }) => title)).toEqual(['Sharing with anyone, from NM-MH']);
    expect(cards[0]!.facts).toContainEqual({ key: 'Only what is kept by', texts: ['NM-MH'], data: true });
    expect(JSON.stringify(present({ directives: [directive()] }))).not.toContain('Only what is kept by');
  });

  it('offers to stop all of it when there is more than one', () => {
    const other = directive({ id: '33333333-3333-4333-8333-333333333333' });
    expect(find(present({ directives: [directive()], shared: sharingOf(D2_ON) }), 'on')!.link).toBeUndefined();
    expect(find(present({ directives: [directive(), other] }), 'on')!.link).toMatchObject({
      href: '/resident/stop-all',
    });
  });

  it('tells the next end and the last look', () => {
    const later = directive({ id: '33333333-3333-4333-8333-333333333333', expiresAt: '2027-01-01T00:00:00.000Z' });
    const { glance } = present({ directives: [directive(), later], shared: sharingOf(D2_ON), lastLook: look() });
    expect(glance.at(-2)!.time!.text).toBe('31 December 2026');
    expect(glance.at(-1)!.texts).toEqual(['Reablement lead at Reach Reablement CIC looked at: Medicines']);
    expect(present().glance.at(-1)!.texts).toEqual(['No one has looked yet']);
  });
});
