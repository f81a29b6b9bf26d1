import type { Bundle, BundleFile } from '#libs/cedar';
import type { Fact } from '../fact.js';
import { FactList } from '../fact-list.js';
import { FACTS, type Facts } from '../facts.js';
import { anyHolds, takePeriods, type PeriodFact } from '../period.js';

export interface PlantedFacts {
  planted?: PeriodFact[];
}

const periodsOf = ({ planted = [] }: PlantedFacts): PeriodFact[] => planted;

/** A later fact as it should be: something that holds for a time and denies. */
export const PLANTED: Fact<PlantedFacts> = {
  keys: ['planted'],
  lists: ['planted'],
  source: { name: 'planted', call: 'consent.planted_facts_v1(i.resident)', by: ['resident'], as: 'planted' },
  later: { planted: (facts, { now }) => anyHolds(periodsOf(facts), now) },
  nothing: { planted: [] },
  hiddenFromStrangers: true,
  times: (facts, take) => takePeriods(periodsOf(facts), take),
  changes: {
    'end-planted': {
      answers: ['restricted'],
      says: { staff: 'It ends.', resident: 'It ends.' },
      make: ({ facts }) => ({ ...facts, planted: [] }),
    },
  },
};

export type WithPlanted = Facts & PlantedFacts;

/** The facts of this release with one more, as a release to come would have them: by a type that this one cannot know. */
export const withPlanted = (fact: Fact<PlantedFacts>): typeof FACTS =>
  new FactList([...FACTS.all, fact as object as (typeof FACTS.all)[number]]);

const RULE = `@id("planted") @reason("restricted") @explain("It is planted.")
forbid (principal, action, resource) when { context.planted };`;

/** The files of a bundle that knows the fact and denies by it. */
export const knowingPlanted = ({ files }: Bundle): BundleFile[] => [
  ...files.map(({ name, text }) => {
    if (name === 'schema.cedarschema')
      return { name, text: text.replace('restricted: Bool,', 'restricted: Bool, planted: Bool,') };
    if (name === 'precedence.json') return { name, text: text.replace('"restricted"', '"restricted", "planted"') };
    return { name, text };
  }),
  { name: 'planted.cedar', text: RULE },
];
