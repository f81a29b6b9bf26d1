import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import type { Advice } from './ask-access.js';
import { presentAccess } from './present-access.js';

const t = new Texts(['en']).in('en');
const advice = (change: Partial<Advice>): Advice => ({
  category: 'MEDS',
  source: 'NM-GP',
  allowed: true,
  reason: 'permitted',
  rule: 'direct-care',
  says: 'Shared for direct care.',
  missing: [],
  change: null,
  rights: null,
  agreement: 'D1',
  basis: 'DIRECT_CARE',
  entryId: 'e1',
  ...change,
});
const denied = (change: Partial<Advice>): Advice =>
  advice({
    allowed: false,
    reason: 'no-relationship',
    rule: 'no-relationship',
    says: 'They do not work together.',
    ...change,
  });

interface Shown {
  readonly allowed: readonly { links: readonly { href: string }[]; notFrom: readonly string[]; from: string }[];
  readonly denied: readonly {
    readonly title: string;
    readonly missing?: { readonly items: readonly string[] };
    readonly change: { readonly items: readonly string[] };
    readonly claim?: { readonly href: string };
  }[];
  readonly also: { readonly select: { readonly items: readonly { readonly value: string }[] } };
}
const show = (some: readonly Advice[], claimable = true): Shown =>
  presentAccess(t, {
    path: '/practitioner/people/p',
    purpose: 'COC',
    advice: some,
    agencies: (code) => code,
    claimable: () => claimable,
  }) as Shown;

describe('what I may see and why not', () => {
  it('puts together what is allowed in the same words, each part with its own link', () => {
    const { allowed } = show([
      advice({}),
      advice({ category: 'ALLERGY' }),
      advice({ category: 'ALLERGY', source: 'REACH' }),
    ]);
    expect(allowed.map(({ links }) => links.map(({ href }) => href))).toEqual([
      ['/practitioner/people/p/for/COC/MEDS'],
      ['/practitioner/people/p/for/COC/ALLERGY'],
    ]);
    expect(allowed[1]!.from).toBe('From NM-GP, REACH');
  });

  it('allows a part that one agency may give, and says which may not', () => {
    const { allowed, denied: none } = show([advice({}), denied({ source: 'NM-ACUTE', says: 'No.' })]);
    expect(allowed[0]!.notFrom).toEqual(['Not from NM-ACUTE: No.']);
    expect(none).toEqual([]);
  });

  it('says of a denial what else is missing and every change that would allow it', () => {
    const [one] = show([
      denied({
        missing: ['They do not work together.', 'No consent.'],
        change: ['Record the referral.', 'They agree.'],
      }),
    ]).denied;
    expect(one!.missing!.items).toEqual(['No consent.']);
    expect(one!.change.items).toEqual(['Record the referral.', 'They agree.']);
  });

  it('shows no code of a rule', () => {
    const shown = show([denied({ reason: 'no-relationship', rule: 'category-not-in-agreement' })]).denied;
    expect(JSON.stringify(shown)).not.toContain('category-not-in-agreement');
  });

  it('says where nothing would allow it', () => {
    const [one] = show([denied({ reason: 'withheld', rule: 'withheld' })]).denied;
    expect(one!.change.items).toEqual(['Nothing that you or your agency could do here would allow it.']);
  });

  it('offers to say how one works with the person only where that opens something', () => {
    expect(show([denied({})]).denied[0]!.claim).toEqual({
      text: 'Say how you work with this person',
      href: '/practitioner/people/p/claim/COC',
    });
    expect(show([denied({})], false).denied[0]!.claim).toBeUndefined();
    expect(show([denied({ reason: 'refused' })]).denied[0]!.claim).toBeUndefined();
  });

  it('offers to ask about every other part', () => {
    const { also } = show([advice({})]);
    expect(also.select.items).toHaveLength(36);
    expect(also.select.items.map(({ value }) => value)).not.toContain('MEDS');
  });
});
