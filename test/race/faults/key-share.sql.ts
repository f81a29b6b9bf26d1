import { rewrite } from '#libs/testing';
import { SHARE, slowDisclosing, type SeededFault } from './seeded-fault.js';

/** FOR KEY SHARE on the epoch's row looks like a shared lock, but an update that leaves the key alone does not wait for it. */
export const keyShare: SeededFault = {
  name: 'FOR KEY SHARE on the epochs instead of advisory locks',
  shows: 'leaks',
  async sabotage(admin) {
    await slowDisclosing(admin);
    await rewrite(admin, SHARE, [
      /BEGIN[\s\S]*END/,
      `BEGIN
         place := false;
         practitioners := '{}';
         residents := '{}';
         PERFORM 1 FROM fence.epoch e WHERE e.level = 1 FOR KEY SHARE;
         PERFORM 1 FROM fence.epoch e WHERE e.level = 2 AND e.key = ANY (p_practitioners) ORDER BY e.key FOR KEY SHARE;
         PERFORM 1 FROM fence.epoch e WHERE e.level = 3 AND e.key = ANY (p_residents) ORDER BY e.key FOR KEY SHARE;
       END`,
    ]);
  },
};
