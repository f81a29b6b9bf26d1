import { slowRevoking, type SeededFault } from './seeded-fault.js';

/** The flaw is in the discloser (discloser/flaws.ts): the database is as it should be. */
export const cachedFacts: SeededFault = {
  name: 'facts from a cache of 500 ms',
  shows: 'leaks',
  plan: { flaw: 'cached-facts' },
  sabotage: slowRevoking,
};
