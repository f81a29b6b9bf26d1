import { DISCLOSE, rewrite, type SeededFault } from './seeded-fault.js';

/** now() is the transaction's start: it does not move while the function waits for its locks. */
export const stoppedClock: SeededFault = {
  name: 'now() for clock_timestamp()',
  shows: 'leaks',
  plan: { changes: ['expire'], residents: 1, sessions: 1 },
  sabotage: (admin) => rewrite(admin, DISCLOSE, ['v_now := fence.domain_now();', 'v_now := now();']),
};
