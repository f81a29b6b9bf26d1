import type { Fact } from '../fact.js';
import { PLANTED, type PlantedFacts } from '../testing/planted-fact.js';

const { later: _, ...asIfItAlwaysWas } = PLANTED;

/** Facts that somebody forgot a part of, by what was forgotten. */
export const CARELESS_FACTS: { readonly [forgotten: string]: Fact<PlantedFacts> } = {
  'the times at which it changes': { ...PLANTED, times: () => undefined },
  'that strangers are not told': { ...PLANTED, hiddenFromStrangers: false },
  'that it came later': asIfItAlwaysWas,
  'that it must not be missing': { ...PLANTED, lists: [] },
  'what its call depends on': {
    ...PLANTED,
    source: { ...PLANTED.source, call: 'consent.planted_facts_v1(i.resident, i.category)' },
  },
  'that its property is taken': { ...PLANTED, keys: ['restrictions' as 'planted'] },
  'that its change has a name that is taken': {
    ...PLANTED,
    changes: { 'end-restriction': PLANTED.changes!['end-planted']! },
  },
};
