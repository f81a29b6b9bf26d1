import { rewrite } from '#libs/testing';
import { HOLD_ROWS, SHARE, type SeededFault } from './seeded-fault.js';

/** Two batches that wait for residents' locks in opposite order behind two withdrawals wait for each other until a time-out. */
export const unsortedBatch: SeededFault = {
  name: 'residents’ locks waited for, in the order of the batch',
  shows: 'stalls',
  plan: { forMs: 2_500, disclosers: 16, largestBatch: 24, residents: 8, sessions: 8, holdMs: 1 },
  async sabotage(admin) {
    await rewrite(admin, SHARE, [
      /BEGIN[\s\S]*END/,
      `DECLARE r text;
       BEGIN
         place := false;
         practitioners := '{}';
         residents := '{}';
         FOREACH r IN ARRAY p_residents LOOP
           PERFORM pg_sleep(0.004);
           PERFORM pg_advisory_xact_lock_shared(fence.resident_lock_key(r));
         END LOOP;
       END`,
    ]);
  },
};

/** The same with rows instead of advisory locks: two agencies' systems that open the same deliveries, each in its own order. */
export const unsortedEffects: SeededFault = {
  name: 'deliveries opened in the order of the batch',
  shows: 'stalls',
  plan: { forMs: 2_000, work: 'everything', residents: 8, sessions: 4, holdMs: 5 },
  async sabotage(admin) {
    await rewrite(admin, HOLD_ROWS, [
      /PERFORM 1 FROM relay\.delivery[\s\S]*FOR UPDATE;/,
      `DECLARE i relay.disclosure_item;
       BEGIN
         FOREACH i IN ARRAY v_touching LOOP
           PERFORM pg_sleep(0.002);
           PERFORM 1 FROM relay.delivery d WHERE d.id = (i.delivery ->> 'id')::uuid FOR UPDATE;
         END LOOP;
       END;`,
    ]);
  },
};
