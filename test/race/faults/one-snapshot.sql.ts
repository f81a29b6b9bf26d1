import { rewrite } from '#libs/testing';
import type pg from 'pg';
import { DISCLOSE, PAUSE, READ_EPOCHS, SHARE, STANDING, TAKE_LOCKS, type SeededFault } from './seeded-fault.js';

/** A change may commit between the snapshot and the lock. */
const slowSharing = (admin: pg.Client): Promise<string> => rewrite(admin, SHARE, ['BEGIN', `BEGIN ${PAUSE}`]);

const SHARED = 'fence.try_share_v1(v_asked.permitted_requesters, v_asked.permitted_residents)';
const TOLD = `
  SELECT * INTO v_stands FROM jsonb_to_record(v_contested.stands)
    AS s(now timestamptz, incarnation text, place bigint, practitioners jsonb, residents jsonb);`;

/** Reads with its caller's snapshot, as a STABLE function does. */
const readWithOneSnapshot = (admin: pg.Client): Promise<unknown> => admin.query(`ALTER FUNCTION ${STANDING} STABLE`);

/** The statement's snapshot is older than the lock. */
export const lockAndReadInOne: SeededFault = {
  name: 'lock and read in one statement',
  shows: 'leaks',
  async sabotage(admin) {
    await slowSharing(admin);
    await readWithOneSnapshot(admin);
    await rewrite(
      admin,
      DISCLOSE,
      [TAKE_LOCKS, ''],
      [
        READ_EPOCHS,
        `SELECT l.*, to_jsonb(s) AS stands INTO v_contested FROM ${SHARED} AS l,
           LATERAL fence.standing_now_v1(CASE WHEN l.place THEN v_asked.requesters ELSE v_asked.requesters END, v_asked.residents) AS s;
         ${TOLD}`,
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
    await readWithOneSnapshot(admin);
    await admin.query(`
      CREATE FUNCTION relay.locked_and_read(v_asked jsonb) RETURNS jsonb
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        v_locked jsonb;
      BEGIN
        v_locked := (SELECT to_jsonb(l) FROM fence.try_share_v1(ARRAY(SELECT jsonb_array_elements_text(v_asked -> 'permitted_requesters')),
          ARRAY(SELECT jsonb_array_elements_text(v_asked -> 'permitted_residents'))) AS l);
        RETURN v_locked || (SELECT jsonb_build_object('stands', to_jsonb(s)) FROM fence.standing_now_v1(
          ARRAY(SELECT jsonb_array_elements_text(v_asked -> 'requesters')),
          ARRAY(SELECT jsonb_array_elements_text(v_asked -> 'residents'))) AS s);
      END $$;
      ALTER FUNCTION relay.locked_and_read(jsonb) OWNER TO relay_owner`);
    await rewrite(
      admin,
      DISCLOSE,
      [TAKE_LOCKS, ''],
      [
        READ_EPOCHS,
        `SELECT * INTO v_contested FROM jsonb_to_record(relay.locked_and_read(to_jsonb(v_asked)))
           AS l(place boolean, practitioners text[], residents text[], stands jsonb);
         ${TOLD}`,
      ],
    );
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
