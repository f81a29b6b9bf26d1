import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A transaction that holds both of two residents' locks may go on changing either: nobody can be made to wait by a lock that
 * is held already. Joining two residents touches several tables of both; the first statement takes both locks, sorted.
 */
export class EnterAgain1764170000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ENTER);
  }

  async down(): Promise<void> {
    throw new Error('what joins residents relies on this');
  }
}

/** Looked for only where the order would be broken, so that the usual way costs nothing more. */
const ENTER = `
  CREATE OR REPLACE FUNCTION fence.enter(p_level smallint, p_key bigint) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_held text[] := string_to_array(nullif(current_setting('fence.held', true), ''), ' ');
  BEGIN
    IF v_held IS NOT NULL AND (v_held[1]::smallint, v_held[2]::bigint) > (p_level, p_key) THEN
      IF p_level > 1 AND EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.pid = pg_backend_pid()
          AND l.mode = 'ExclusiveLock' AND l.granted AND l.objsubid = 1
          AND ((l.classid::bigint << 32) | l.objid::bigint) = p_key) THEN
        RETURN;
      END IF;
      RAISE EXCEPTION 'fence locks are taken in the order place, practitioner, residents (sorted): level % after level %',
        p_level, v_held[1] USING ERRCODE = 'object_not_in_prerequisite_state',
        HINT = 'Change place facts first, then practitioners, then residents, or use separate transactions.';
    END IF;
    PERFORM set_config('fence.held', p_level || ' ' || p_key, true);
  END $$;
`;
