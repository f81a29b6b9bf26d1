import type { Category } from '#libs/domain';
import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { firstReasonAlone, nothingAsNone } from './faults/silent-kinds.js';
import { presentRecord } from './present-record.js';
import { presentSilent, type Silent } from './present-silent.js';
import { type ReadPart, readParts } from './read-parts.js';
import type { SeenDecision } from './seen.js';
import { lookAt, permit, seenRecord } from './testing/looks.js';

const t = new Texts(['en']).in('en');
const deny = (category: Category, explain: string): SeenDecision => ({
  ...permit(category, 'NM-HSG'),
  ...{ outcome: 'deny', explain },
});
const decisions = [
  ...[permit('FUNCTION'), permit('CONTACT'), permit('CONTACT', 'NM-ASC'), permit('NOK'), permit('NOK', 'NM-ASC')],
  ...[deny('NOK', 'She said no.'), deny('FINANCE', 'She said no.'), deny('CAPACITY', 'The agreement has ended.')],
];
const look = lookAt([seenRecord('FUNCTION', { mobility: 'Walks' })], {
  categories: ['FUNCTION', 'CONTACT', 'NOK', 'FINANCE', 'CAPACITY'],
  seen: { records: [seenRecord('FUNCTION', { mobility: 'Walks' })], decisions },
});
const parts = readParts(t, look).filter(({ sources }) => sources.length === 0);

/** What of a kind, of an agency or of a reason stands nowhere in the list, and any word that there is none. */
function lost(some: readonly ReadPart[], { reasons }: Silent): string[] {
  const under = (says: string): string => reasons.find((one) => one.says === says)?.kinds.join(' ') ?? '';
  const nothing = 'Nothing that you may see here. This does not mean that there is none.';
  return some.flatMap(({ category, empty, refused }) => {
    const kind = t(`words.category.${category}`);
    const expected = [
      ...empty.map((agency) => [nothing, agency] as const),
      ...refused.map(({ says, agency }) => [says, agency] as const),
    ];
    return expected
      .filter(([says, agency]) => !under(says).includes(kind) || !under(says).includes(agency))
      .map(([says]) => `${kind}: ${says}`);
  });
}

describe('kinds of which nothing is shown', () => {
  const silent = presentSilent(t, parts)!;

  it('stand in one list, each reason once, with every agency that it is of', () => {
    expect(silent.reasons).toEqual([
      {
        says: 'Nothing that you may see here. This does not mean that there is none.',
        kinds: [`${t('words.category.CONTACT')}, ${t('words.category.NOK')} (from NM-GP · NM-ASC)`],
      },
      { says: 'She said no.', kinds: [`${t('words.category.NOK')}, ${t('words.category.FINANCE')} (from NM-HSG)`] },
      { says: 'The agreement has ended.', kinds: [`${t('words.category.CAPACITY')} (from NM-HSG)`] },
    ]);
    expect(lost(parts, silent)).toEqual([]);
  });

  it.each([
    ['has one reason for all', firstReasonAlone],
    ['takes nothing for none', nothingAsNone],
  ])('would be found out if it %s', (_what, fault) => expect(lost(parts, fault(silent))).not.toEqual([]));

  it('have no section of their own, and one place among the contents', () => {
    const view = { ...look, purpose: 'COC', found: undefined, absent: undefined };
    const page = presentRecord(t, view) as { readonly parts: readonly object[]; readonly contents: readonly object[] };
    expect(page.parts).toHaveLength(1);
    expect(page.contents).toMatchObject([
      { href: '#kind-FUNCTION', count: '1 shown' },
      { text: 'Nothing shown', href: '#nothing-shown', count: '4 kinds' },
    ]);
  });
});
