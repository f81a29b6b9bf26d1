import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Directive, SharedAgreement } from '../record/answers.js';
import { answered, D1, D2, directive, look, sharingOf, TELLING } from '../testing/town.js';
import { CARELESS_FOLDS } from './faults/careless-folds.js';
import { foldBeyondTwoScreens, type FoldedSection, heightOfAll, type Section } from './fold-lines.js';
import { listSharing } from './list-sharing.js';
import { presentSharing } from './present-sharing.js';
import { sortSharing } from './sort-sharing.js';

/** Two screens of a phone, in CSS pixels. */
const TWO_SCREENS = 1688;

interface Person {
  readonly directives: readonly Directive[];
  readonly items: readonly SharedAgreement[];
}

const AGENCIES = ['HARBOUR', 'REACH', 'NM-ASC', 'NM-HSG', 'NM-ACUTE'];
const LONG_NAMES = { ...TELLING, agency: (code: string) => `Northmere Council, the people of ${code}` };
const someAgencies = fc.subarray(AGENCIES, { minLength: 1 });
const title = fc.constantFrom(
  'Crisis plans',
  'Discharge and reablement',
  'Help for people who want to keep their home',
);
const idOf = (at: number): string => `11111111-1111-4111-8111-${String(at).padStart(12, '0')}`;

const agreement = fc.record({
  ...{
    title,
    recipients: someAgencies,
    offered: fc.boolean(),
    state: fc.constantFrom('shared', 'needs-consent', 'refused'),
  },
});
const said = fc.record({
  status: fc.constantFrom('ConsentGiven', 'ConsentRefused', 'ObjectionPending', 'ConsentWithdrawn'),
  ...{ recipients: someAgencies, under: fc.option(fc.nat({ max: 9 })) },
});

/** Whoever has said much or little about many agreements or few. */
const person: fc.Arbitrary<Person> = fc
  .record({ agreements: fc.array(agreement, { maxLength: 14 }), choices: fc.array(said, { maxLength: 16 }) })
  .map(({ agreements, choices }) => ({
    items: agreements.map(({ title: called, recipients, offered, state }, at) =>
      answered(
        {
          ...(offered ? D2 : D1),
          ...{ id: `G${at}`, title: called },
          parties: recipients.map((recipient) => ({ source: 'NM-GP', recipient, bases: null, right: 'object' })),
        },
        state === 'shared' ? null : state,
      ),
    ),
    directives: choices.map(({ status, recipients, under }, at) =>
      directive({ id: idOf(at), status, recipients, agreement: under === null ? null : `G${under}` }),
    ),
  }));

const TOP = ['3 things are shared now', 'The last look: somebody looked at: Medicines. 22 November 2026 at 14:03'];
const sectionsOf = ({ directives, items }: Person): Section[] =>
  listSharing(sortSharing({ directives, shared: sharingOf(...items) }), items, LONG_NAMES);

/** What is wrong with how a page was folded; none where all is well. */
function wrongs(sections: readonly Section[], folded: readonly FoldedSection[]): string[] {
  const found: string[] = [];
  for (const [at, { id, lines }] of sections.entries()) {
    const after = [...folded[at]!.lines, ...folded[at]!.folded];
    if (JSON.stringify(after) !== JSON.stringify(lines)) found.push(`${id} has lost something`);
    const later = folded.slice(at + 1).some((one) => one.lines.length > 0);
    if (folded[at]!.folded.length > 0 && later) found.push(`${id} is folded above what matters less`);
  }
  if (heightOfAll(TOP, folded) > TWO_SCREENS) found.push('it is higher than two screens');
  return found;
}

const ORDER = ['asked', 'now', 'not', 'ended'];

describe('the home page of anybody', () => {
  it('fits two screens, in the order of what matters, and folds nothing away above what matters less', () => {
    fc.assert(
      fc.property(person, (one) => {
        const sections = sectionsOf(one);
        const ids = sections.map(({ id }) => id);
        expect(ids).toEqual(ORDER.filter((id) => ids.includes(id)));
        expect(wrongs(sections, foldBeyondTwoScreens(TOP, sections))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('folds nothing that has room: six yeses and two that they were not asked', () => {
    const items = [1, 2, 3, 4, 5, 6].map((at) => answered({ ...D2, id: `Y${at}` }, null));
    const directives = items.map(({ id }, at) => directive({ id: idOf(at), agreement: id }));
    const shared = sharingOf(...items, answered(D1, null), answered({ ...D1, id: 'D7' }, null));
    const { sections } = presentSharing({ directives, shared, lastLook: look() }, TELLING, shared.asOf);
    expect(sections.map(({ id, lines, folded }) => [id, lines.length, folded.length])).toEqual([['now', 8, 0]]);
  });

  it('would be found out if it folded otherwise', () => {
    const people = fc.sample(person, { numRuns: 30, seed: 12 }).map(sectionsOf);
    for (const [what, fold] of Object.entries(CARELESS_FOLDS))
      expect([what, people.flatMap((sections) => wrongs(sections, fold(TOP, sections)))]).not.toEqual([what, []]);
  });
});
