import { DISCLOSE, rewrite, SHARE, type SeededFault } from './seeded-fault.js';

const LOCK_KEYS = 'fence.resident_lock_key(r::text) AS k FROM unnest(p_residents) AS r';

/** Two batches that lock residents in opposite order behind two withdrawals wait for each other until a time-out. */
export const unsortedBatch: SeededFault = {
  name: 'residents locked in the order of the batch',
  shows: 'stalls',
  plan: { forMs: 2_500, disclosers: 16, largestBatch: 24, residents: 8, sessions: 8, holdMs: 1 },
  async sabotage(admin) {
    await rewrite(admin, DISCLOSE, [`SELECT DISTINCT (i ->> 'residentId')::uuid`, `SELECT (i ->> 'residentId')::uuid`]);
    await rewrite(admin, SHARE, [
      `SELECT DISTINCT ${LOCK_KEYS} ORDER BY k LOOP`,
      `SELECT ${LOCK_KEYS} LOOP PERFORM pg_sleep(0.004);`,
    ]);
  },
};

/** The same with rows instead of advisory locks: two agencies' systems that open the same deliveries, each in its own order. */
export const unsortedEffects: SeededFault = {
  name: 'deliveries opened in the order of the batch',
  shows: 'stalls',
  plan: { forMs: 2_000, work: 'everything', residents: 8, sessions: 4, holdMs: 5 },
  async sabotage(admin) {
    await rewrite(admin, DISCLOSE, [
      /ORDER BY i ->> 'residentId'[\s\S]*?ordinal LOOP/,
      'ORDER BY ordinal LOOP PERFORM pg_sleep(0.002);',
    ]);
  },
};
