import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The shared side for calls that carry items of strangers: a lock that is not to be had at once is told, never waited for, so
 * that nobody stands behind another person's withdrawal. Who wants it waits by `await_share_v1`, holding nothing else.
 */
export class TryShare1766000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [TRY, AWAIT, COMPARED, GRANTS]) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION fence.try_share_v1(text[], text[]), fence.await_share_v1(smallint, text),
      fence.standing_now_v1(text[], text[])`);
  }
}

/**
 * A lock is also refused while somebody waits for it exclusively, so readers never starve a writer. Where the place's is not to
 * be had, no other is tried. Whatever was got is held until the transaction ends. Loops of plain expressions, since none of it
 * needs a plan: the keys' functions run as their caller, and without a path of their own they are such expressions, too.
 */
const TRY = `
  ALTER FUNCTION fence.practitioner_lock_key(text) RESET search_path;
  ALTER FUNCTION fence.resident_lock_key(text) RESET search_path;

  CREATE FUNCTION fence.try_share_v1(p_practitioners text[], p_residents text[],
      OUT place boolean, OUT practitioners text[], OUT residents text[])
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_key text;
  BEGIN
    practitioners := '{}';
    residents := '{}';
    place := NOT pg_try_advisory_xact_lock_shared(7169, 1);
    IF place THEN RETURN; END IF;
    FOREACH v_key IN ARRAY p_practitioners LOOP
      IF NOT pg_try_advisory_xact_lock_shared(fence.practitioner_lock_key(v_key)) THEN
        practitioners := practitioners || v_key;
      END IF;
    END LOOP;
    FOREACH v_key IN ARRAY p_residents LOOP
      IF NOT pg_try_advisory_xact_lock_shared(fence.resident_lock_key(v_key)) THEN
        residents := residents || v_key;
      END IF;
    END LOOP;
  END $$;
`;

/**
 * Returns once nobody changes what the lock stands for; ends with the role's own lock time-out. It is a session's lock, given back at
 * once, so whoever may call this holds nothing by it, not even in a transaction of theirs.
 */
const AWAIT = `
  CREATE FUNCTION fence.await_share_v1(p_level smallint, p_key text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_key bigint := CASE p_level WHEN 2 THEN fence.practitioner_lock_key(p_key) ELSE fence.resident_lock_key(p_key) END;
  BEGIN
    IF p_level = 1 THEN
      PERFORM pg_advisory_lock_shared(7169, 1);
      PERFORM pg_advisory_unlock_shared(7169, 1);
    ELSE
      PERFORM pg_advisory_lock_shared(v_key);
      PERFORM pg_advisory_unlock_shared(v_key);
    END IF;
  END $$;
`;

/**
 * What a disclosure is compared with, read after the locks: that somebody vouches for the database, its clock, and then, with a
 * later snapshot, its incarnation and the epochs that were ever raised (every other is 0). So what is dated by that clock has seen
 * every change that was acknowledged before, also where no lock is held.
 */
const COMPARED = `
  CREATE FUNCTION fence.standing_now_v1(p_practitioners text[], p_residents text[], OUT now timestamptz, OUT incarnation text,
      OUT place bigint, OUT practitioners jsonb, OUT residents jsonb)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM fence.require_standing();
    now := clock_timestamp() + (SELECT c.offset_by FROM fence.clock c);
    SELECT left(replace(s.incarnation::text, '-', ''), 8),
        coalesce((SELECT e.epoch FROM fence.epoch e WHERE e.level = 1 AND e.key = ''), 0),
        (SELECT jsonb_object_agg(e.key, e.epoch) FROM fence.epoch e WHERE e.level = 2 AND e.key = ANY (p_practitioners)),
        (SELECT jsonb_object_agg(e.key, e.epoch) FROM fence.epoch e WHERE e.level = 3 AND e.key = ANY (p_residents))
      INTO incarnation, place, practitioners, residents FROM fence.standing s;
  END $$;
`;

const GRANTS = `
  GRANT EXECUTE ON FUNCTION fence.try_share_v1(text[], text[]), fence.standing_now_v1(text[], text[]) TO relay_owner;
  GRANT EXECUTE ON FUNCTION fence.await_share_v1(smallint, text) TO relay_app;
  GRANT EXECUTE ON FUNCTION fence.incarnation_v1() TO policy_app;
`;
