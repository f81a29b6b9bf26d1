import type pg from 'pg';
import { COMPARE, DISCLOSE, NO_LOCKS, PAUSE, rewrite, SHARE, TAKE_LOCKS, type SeededFault } from './seeded-fault.js';

const COMPARED = 'relay.compared(v_items, v_now, v_contested.place, v_contested.practitioners, v_contested.residents)';
const OF_PERMITS = (what: string): string =>
  `ARRAY(SELECT ${what} FROM unnest(v_items) AS i WHERE i.outcome = 'permit')`;
const SHARED = `fence.try_share_v1(${OF_PERMITS('i.requester')}, ${OF_PERMITS('i.resident::text')})`;

/** A change may commit between the snapshot and the lock. */
const slowSharing = (admin: pg.Client): Promise<void> => rewrite(admin, SHARE, ['BEGIN', `BEGIN ${PAUSE}`]);

/** The statement's snapshot is older than the lock. */
export const lockAndReadInOne: SeededFault = {
  name: 'lock and read in one statement',
  shows: 'leaks',
  async sabotage(admin) {
    await slowSharing(admin);
    // So that the statement's own snapshot is the one that it reads with.
    await rewrite(admin, COMPARE, ['LANGUAGE sql', 'LANGUAGE sql STABLE']);
    await rewrite(
      admin,
      DISCLOSE,
      [TAKE_LOCKS, NO_LOCKS],
      [
        `v_results := ${COMPARED};`,
        `WITH l AS MATERIALIZED (SELECT * FROM ${SHARED})
         SELECT relay.compared(v_items, v_now, l.place, l.practitioners, l.residents) INTO v_results FROM l;`,
      ],
    );
  },
};

/** A STABLE function reads with its caller's snapshot throughout, whatever it locked in between. */
export const stableFunction: SeededFault = {
  name: 'a STABLE function locks and reads',
  shows: 'leaks',
  async sabotage(admin) {
    await slowSharing(admin);
    await rewrite(admin, COMPARE, ['LANGUAGE sql', 'LANGUAGE sql STABLE']);
    await admin.query(`
      CREATE FUNCTION relay.locked_and_compared(v_items relay.disclosure_item[], v_now timestamptz) RETURNS text[]
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE v_contested record;
      BEGIN
        SELECT * INTO v_contested FROM ${SHARED};
        RETURN ${COMPARED};
      END $$;
      ALTER FUNCTION relay.locked_and_compared(relay.disclosure_item[], timestamptz) OWNER TO relay_owner`);
    await rewrite(admin, DISCLOSE, [TAKE_LOCKS, NO_LOCKS], [COMPARED, 'relay.locked_and_compared(v_items, v_now)']);
  },
};

/** Without the refusals of the two functions, a unit of work with one snapshot compares the epochs with themselves. */
export const repeatableRead: SeededFault = {
  name: 'REPEATABLE READ',
  shows: 'leaks',
  plan: { flaw: 'repeatable-read' },
  async sabotage(admin) {
    await slowSharing(admin);
    const refusal = `current_setting('transaction_isolation') <> 'read committed'`;
    await rewrite(admin, DISCLOSE, [refusal, 'false']);
    await rewrite(admin, 'audit.append(jsonb[], timestamptz)', [refusal, 'false']);
  },
};
