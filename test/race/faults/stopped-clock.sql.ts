import { rewrite } from '#libs/testing';
import { slowDisclosing, STANDING, type SeededFault } from './seeded-fault.js';

/** now() is the transaction's start: it does not move while the function waits for rows. */
export const stoppedClock: SeededFault = {
  name: 'now() for clock_timestamp()',
  shows: 'leaks',
  plan: { changes: ['expire'], residents: 1, sessions: 1 },
  async sabotage(admin) {
    await slowDisclosing(admin);
    await rewrite(admin, STANDING, ['clock_timestamp()', 'transaction_timestamp()']);
  },
};
