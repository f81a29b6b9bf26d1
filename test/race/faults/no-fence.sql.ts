import { rewrite } from '#libs/testing';
import { DISCLOSE, NO_LOCKS, slowDisclosing, TAKE_LOCKS, type SeededFault } from './seeded-fault.js';

export const noFence: SeededFault = {
  name: 'no fence: decided, then recorded',
  shows: 'leaks',
  async sabotage(admin) {
    await slowDisclosing(admin);
    await rewrite(admin, DISCLOSE, [TAKE_LOCKS, NO_LOCKS], ["ELSE 'moved' END", "ELSE 'recorded' END"]);
  },
};

export const checkWithoutLock: SeededFault = {
  name: 'epochs compared without a lock',
  shows: 'leaks',
  async sabotage(admin) {
    await slowDisclosing(admin);
    await rewrite(admin, DISCLOSE, [TAKE_LOCKS, NO_LOCKS]);
  },
};
