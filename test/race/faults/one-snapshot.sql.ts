import { DISCLOSE, READ_EPOCHS, rewrite, slowRevoking, TAKE_LOCKS, type SeededFault } from './seeded-fault.js';

const SHARE_OF_ITEM = `fence.share_v1(ARRAY[v_item ->> 'requesterId'], ARRAY[(v_item ->> 'residentId')::uuid])`;

/** The statement's snapshot is older than the lock that it then waits for. */
export const lockAndReadInOne: SeededFault = {
  name: 'lock and read in one statement',
  shows: 'leaks',
  async sabotage(admin) {
    await slowRevoking(admin);
    const inOne = READ_EPOCHS.replace('SELECT *', 'SELECT e.*')
      .replace('FROM ', `FROM ${SHARE_OF_ITEM} AS locked CROSS JOIN `)
      .replace(';', ' AS e;');
    await rewrite(admin, DISCLOSE, [TAKE_LOCKS, ''], [READ_EPOCHS, inOne]);
  },
};

/** A STABLE function reads with its caller's snapshot throughout, whatever it waited for in between. */
export const stableFunction: SeededFault = {
  name: 'a STABLE function locks and reads',
  shows: 'leaks',
  async sabotage(admin) {
    await slowRevoking(admin);
    await admin.query(`
      CREATE FUNCTION relay.fenced_epochs(v_item jsonb) RETURNS record
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE v_epochs record;
      BEGIN
        PERFORM ${SHARE_OF_ITEM};
        ${READ_EPOCHS}
        RETURN v_epochs;
      END $$;
      ALTER FUNCTION relay.fenced_epochs(jsonb) OWNER TO relay_owner`);
    const viaStable =
      'SELECT * INTO v_epochs FROM relay.fenced_epochs(v_item) AS e(place bigint, practitioner bigint, resident bigint);';
    await rewrite(admin, DISCLOSE, [TAKE_LOCKS, ''], [READ_EPOCHS, viaStable]);
  },
};

/** Without the refusals of the two functions, a unit of work with one snapshot compares the epochs with themselves. */
export const repeatableRead: SeededFault = {
  name: 'REPEATABLE READ',
  shows: 'leaks',
  plan: { flaw: 'repeatable-read' },
  async sabotage(admin) {
    await slowRevoking(admin);
    const refusal = `current_setting('transaction_isolation') <> 'read committed'`;
    await rewrite(admin, DISCLOSE, [refusal, 'false']);
    await rewrite(admin, 'audit.append_v2(jsonb, timestamptz)', [refusal, 'false']);
  },
};
