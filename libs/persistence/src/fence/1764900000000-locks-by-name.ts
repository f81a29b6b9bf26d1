import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The advisory locks that apps take themselves, by name: PostgreSQL's own functions are nobody's but the owners' (closeLocks),
 * since whoever may take any lock may take the fence's. Each role reaches its own names here and no key of the fence.
 */
export class LocksByName1764900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [LEAD, HOLD, GRANTS]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('the locks stay closed: restore a backup instead');
  }
}

/** Session locks, which fall with the connection. The numbers are those of ShardLeader's callers and of audit's sequencer. */
const LEAD = `
  CREATE FUNCTION fence.require_name(p_names text[], p_wanted text) RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    -- Whoever migrates, repairs or tests signs in as somebody else.
    IF session_user::text NOT LIKE '%\\_app' OR session_user || ' ' || p_wanted = ANY (p_names) THEN RETURN; END IF;
    RAISE EXCEPTION '% holds no lock named %', session_user, p_wanted USING ERRCODE = 'insufficient_privilege';
  END $$;

  -- Of the shards wanted, those that this connection leads from now on. Never waits.
  CREATE FUNCTION fence.lead_v1(p_class int, p_shards int[]) RETURNS SETOF int
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    -- "msg", "dsp"; "ref", "due", "sim"; "au".
    PERFORM fence.require_name(ARRAY['relay_app 7172967', 'relay_app 6583152', 'policy_app 7497062', 'policy_app 6583653',
      'policy_app 7563629', 'audit_app 24949'], p_class::text);
    -- Bounded, since the server has one table for all locks.
    RETURN QUERY SELECT s FROM unnest(p_shards) AS s WHERE s BETWEEN 0 AND 15 AND pg_try_advisory_lock(p_class, s);
  END $$;

  -- One reader for each partition of the embedded log in a group. Never waits.
  CREATE FUNCTION fence.lead_partition_v1(p_group text, p_topic text, p_partition int) RETURNS boolean
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT pg_try_advisory_lock(hashtextextended(format('messaging:%s:%s:%s', p_group, p_topic, p_partition), 0)) $$;
`;

/** Until the transaction ends, which the role's own bounds do. */
const HOLD = `
  CREATE FUNCTION fence.hold_v1(p_kind text, p_key text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM fence.require_name(ARRAY['consent_app sign-in', 'policy_app sign-in', 'consent_app identity-check', 'consent_app birth',
      'policy_app bundle-schedule', 'policy_app first-officers'], p_kind);
    PERFORM pg_advisory_xact_lock(hashtextextended(p_kind || ':' || p_key, 0));
  END $$;
`;

const GRANTS = `
  GRANT EXECUTE ON FUNCTION fence.lead_v1(int, int[]) TO relay_app, policy_app, audit_app;
  GRANT EXECUTE ON FUNCTION fence.lead_partition_v1(text, text, int) TO relay_app;
  GRANT EXECUTE ON FUNCTION fence.hold_v1(text, text) TO consent_app, policy_app, policy_owner;
`;
