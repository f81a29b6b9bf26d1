import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The shared side for calls that carry items of strangers: a lock that is not to be had at once is told, never waited for, so
 * that nobody stands behind another person's withdrawal. Who wants it waits by `await_share_v1`, holding nothing else.
 */
export class TryShare1766000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [TRY, AWAIT, EPOCHS, GRANTS]) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION fence.try_share_v1(text[], text[]), fence.await_share_v1(smallint, text),
      fence.epochs_of_v1(text[], text[])`);
  }
}

/**
 * A lock is also refused while somebody waits for it exclusively, so readers never starve a writer. Where the place's is not to
 * be had, no other is tried. Whatever was got is held until the transaction ends.
 */
const TRY = `
  CREATE FUNCTION fence.try_share_v1(p_practitioners text[], p_residents text[],
      OUT place boolean, OUT practitioners text[], OUT residents text[])
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    practitioners := '{}';
    residents := '{}';
    place := NOT pg_try_advisory_xact_lock_shared(7169, 1);
    IF NOT place THEN
      SELECT coalesce(array_agg(p) FILTER (WHERE NOT pg_try_advisory_xact_lock_shared(hashtextextended('practitioner:' || p, 0))), '{}')
        INTO practitioners FROM (SELECT DISTINCT p FROM unnest(p_practitioners) AS p) AS wanted;
      SELECT coalesce(array_agg(r) FILTER (WHERE NOT pg_try_advisory_xact_lock_shared(hashtextextended('resident:' || r, 0))), '{}')
        INTO residents FROM (SELECT DISTINCT r FROM unnest(p_residents) AS r) AS wanted;
    END IF;
  END $$;
`;

/** Returns once nobody changes what the lock stands for; ends with the role's own lock time-out. Holds nothing afterwards. */
const AWAIT = `
  CREATE FUNCTION fence.await_share_v1(p_level smallint, p_key text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
      RAISE EXCEPTION 'fence.await_share_v1 is a statement of its own' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    CASE p_level
      WHEN 1 THEN PERFORM pg_advisory_xact_lock_shared(7169, 1);
      WHEN 2 THEN PERFORM pg_advisory_xact_lock_shared(fence.practitioner_lock_key(p_key));
      WHEN 3 THEN PERFORM pg_advisory_xact_lock_shared(fence.resident_lock_key(p_key));
    END CASE;
  END $$;
`;

/** Those that were ever raised; every other epoch is 0. */
const EPOCHS = `
  CREATE FUNCTION fence.epochs_of_v1(p_practitioners text[], p_residents text[])
    RETURNS TABLE (level smallint, key text, epoch bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.level, e.key, e.epoch FROM fence.epoch e WHERE (e.level = 1 AND e.key = '')
      OR (e.level = 2 AND e.key = ANY (p_practitioners)) OR (e.level = 3 AND e.key = ANY (p_residents))
  $$;
`;

const GRANTS = `
  GRANT EXECUTE ON FUNCTION fence.try_share_v1(text[], text[]), fence.epochs_of_v1(text[], text[]),
    fence.require_standing_v1() TO relay_owner;
  GRANT EXECUTE ON FUNCTION fence.await_share_v1(smallint, text), fence.incarnation_v1() TO relay_app, policy_app;
`;
