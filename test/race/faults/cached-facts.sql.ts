import { slowRevoking, type SeededFault } from './seeded-fault.js';

/** Facts kept under their epochs, recorded without the comparison (discloser/flaws.ts). */
export const uncomparedFacts: SeededFault = {
  name: 'kept facts that the record does not compare',
  shows: 'leaks',
  plan: { flaw: 'uncompared-facts' },
  sabotage: slowRevoking,
};

/** The flaw is in the discloser (discloser/flaws.ts): the database is as it should be. */
export const cachedFacts: SeededFault = {
  name: 'facts from a cache of 500 ms',
  shows: 'leaks',
  plan: { flaw: 'cached-facts' },
  sabotage: slowRevoking,
};
