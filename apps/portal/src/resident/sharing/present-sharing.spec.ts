import { describe, expect, it } from '@jest/globals';
import { D1, D2, directive, look, TELLING } from '../testing/town.js';
import { presentSharing, type Section, type SharingModel } from './present-sharing.js';
import type { Sharing } from './read-sharing.js';

const NOW = '2026-11-22T15:00:00.000Z';
const agreements = (items = [D1, D2]) => ({ asOf: NOW, agencies: [], items });
const present = (change: Partial<Sharing> = {}): SharingModel =>
  presentSharing({ directives: [], agreements: agreements(), lastLook: null, ...change }, TELLING, NOW);
const section = (model: SharingModel, id: string): Section => model.sections.find((one) => one.id === id)!;
const titles = (model: SharingModel, id: string): string[] => section(model, id).cards.map(({ title }) => title);

describe('sharing at a glance', () => {
  it('shows what is on, with a way to stop it, and what it opens', () => {
    const [card] = section(present({ directives: [directive()] }), 'on').cards;
    expect(card).toMatchObject({ title: 'Sharing: Adaptations', state: { text: 'On: you said yes' } });
    expect(card!.links.map(({ href }) => href)).toEqual([
      '/resident/choices/11111111-1111-4111-8111-111111111111',
      '/resident/choices/11111111-1111-4111-8111-111111111111/stop',
    ]);
    expect(card!.facts[0]).toMatchObject({ texts: ['Harbour Homes'], data: true });
    expect(card!.facts.at(-1)!.time!.text).toBe('22 May 2027');
  });

  it.each([
    ['ConsentRefused', 'no'],
    ['ObjectionPendingHighHarm', 'no'],
    ['ConsentWithdrawn', 'ended'],
    ['ConsentExpired', 'ended'],
    ['a state to come', 'ended'],
  ])('puts %s under "%s", with nothing to stop', (status, id) => {
    const model = present({ directives: [directive({ status })] });
    expect(titles(model, id)).toEqual(['Sharing: Adaptations']);
    expect(titles(model, 'on')).toEqual([]);
    expect(JSON.stringify(model)).not.toContain('/stop');
  });

  it('asks about what has no answer yet, and not again about what has', () => {
    expect(titles(present(), 'asked')).toEqual(['Sharing: Adaptations']);
    expect(titles(present({ directives: [directive({ status: 'ConsentRefused' })] }), 'asked')).toEqual([]);
  });

  it('tells what is shared unasked, why, and what can be done about it', () => {
    const [card] = section(present(), 'unasked').cards;
    expect(card!.facts.slice(-2).map(({ texts }) => texts)).toEqual([['To look after you'], ['You can object']]);
    expect(card!.links).toMatchObject([{ text: 'Object', href: '/resident/agreements/D1/object' }]);
    const bound = section(present({ agreements: agreements([{ ...D1, right: 'none' }]) }), 'unasked').cards[0]!;
    expect(bound.links).toEqual([]);
  });

  it('says that nothing is shared only when nothing is', () => {
    const nothing = 'Nothing is shared through this service. You do not need to do anything.';
    expect(present({ agreements: agreements([D2]) }).nothing).toBe(nothing);
    expect(present().nothing).toBeUndefined();
    expect(present({ agreements: undefined }).nothing).toBeUndefined();
    expect(present({ directives: undefined, agreements: agreements([]) }).nothing).toBeUndefined();
  });

  it('shows the rest when one part cannot be reached, and does not call what it does not know nothing', () => {
    const model = present({ directives: [directive()], agreements: undefined });
    expect(model.away).toContain('We cannot reach one part');
    expect(titles(model, 'on')).toEqual(['Sharing: D2']);
    expect(section(model, 'unasked').empty).toContain('We cannot see this now');
    expect(present().away).toBeUndefined();
    expect(present({ lastLook: undefined }).away).toBeDefined();
  });

  it('offers to stop all of it when there is more than one', () => {
    const other = directive({ id: '33333333-3333-4333-8333-333333333333' });
    expect(section(present({ directives: [directive()] }), 'on').link).toBeUndefined();
    expect(section(present({ directives: [directive(), other] }), 'on').link).toMatchObject({
      href: '/resident/stop-all',
    });
  });

  it('tells the next end and the last look', () => {
    const later = directive({ id: '33333333-3333-4333-8333-333333333333', expiresAt: '2027-01-01T00:00:00.000Z' });
    const { glance } = present({ directives: [directive(), later], lastLook: look() });
    expect(glance.at(-2)!.time!.text).toBe('31 December 2026');
    expect(glance.at(-1)!.texts).toEqual(['Reablement lead at Reach Reablement CIC looked at: Medicines']);
    expect(present().glance.at(-1)!.texts).toEqual(['No one has looked yet']);
  });
});
