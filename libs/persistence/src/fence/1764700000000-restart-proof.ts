import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The database's side of the restart-proof store (ADR 22): a lease without which nothing is disclosed, and the marks that
 * transactions announced.
 */
export class RestartProof1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [STANDING, LEASE, MARKS, FENCE, STREAMS, GRANTS]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('what vouches for the database is not taken down: restore a backup instead');
  }
}

/**
 * `written_by` is the row's own transaction: a dump carries the column along and not the transaction, so a row that was
 * restored no longer agrees with itself. A physical copy runs in another server, which started at another time.
 */
const STANDING = `
  CREATE TABLE fence.standing (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    incarnation uuid NOT NULL DEFAULT gen_random_uuid(),
    suffix text NOT NULL DEFAULT '' CHECK (suffix ~ '^(r[0-9a-f]{8})?$'),
    state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'open', 'restored')),
    nonce uuid NOT NULL DEFAULT gen_random_uuid(),
    valid_until timestamptz NOT NULL DEFAULT '-infinity',
    started_at timestamptz NOT NULL DEFAULT pg_postmaster_start_time(),
    database oid NOT NULL DEFAULT 0,
    written_by xid8 NOT NULL DEFAULT pg_current_xact_id()
  ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
  INSERT INTO fence.standing DEFAULT VALUES;

  CREATE FUNCTION fence.database_oid() RETURNS oid
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT d.oid FROM pg_database d WHERE d.datname = current_database() $$;

  -- Of this very database, and not out of a dump or a copy.
  CREATE FUNCTION fence.is_own() RETURNS boolean
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.database = fence.database_oid() AND s.xmin::text::numeric = s.written_by::text::numeric % 4294967296
    FROM fence.standing s
  $$;

  CREATE FUNCTION fence.holds() RETURNS boolean
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.state <> 'restored' AND s.started_at = pg_postmaster_start_time() AND clock_timestamp() < s.valid_until
      AND fence.is_own() FROM fence.standing s
  $$;

  CREATE FUNCTION fence.standing_v1() RETURNS jsonb
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object('incarnation', s.incarnation, 'state', s.state, 'nonce', s.nonce, 'own', fence.is_own(),
      'holds', fence.holds()) FROM fence.standing s
  $$;
`;

/**
 * The real clock, never the demo's. A renewal names the nonce that stood before the caller compared: whoever slept over
 * another's renewal, or over a restore, renews nothing.
 */
const LEASE = `
  CREATE FUNCTION fence.renew_v1(p_nonce uuid) RETURNS boolean
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH renewed AS (
      UPDATE fence.standing s SET state = 'open', nonce = gen_random_uuid(), started_at = pg_postmaster_start_time(),
          valid_until = greatest(clock_timestamp() + interval '15 seconds', CASE WHEN s.valid_until = 'infinity' THEN s.valid_until END),
          database = fence.database_oid(), written_by = pg_current_xact_id()
        WHERE s.nonce = p_nonce AND (s.state = 'new' OR (s.state = 'open' AND fence.is_own())) RETURNING 1)
    SELECT EXISTS (SELECT 1 FROM renewed)
  $$;

  -- Found older than the store: only a recovery opens it again.
  CREATE FUNCTION fence.find_restored_v1() RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ UPDATE fence.standing SET state = 'restored' WHERE state <> 'restored' $$;

  CREATE FUNCTION fence.require_standing() RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF fence.holds() IS DISTINCT FROM true THEN
      RAISE EXCEPTION 'nobody vouches for this database now' USING ERRCODE = '55R01',
        HINT = 'A process with the restart-proof store does so within seconds, or finds that the database was restored: see its readiness, and npm run recover.';
    END IF;
  END $$;

  -- The same for the log, which signs nothing of a database that may be an old one.
  CREATE FUNCTION fence.require_standing_v1() RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT fence.require_standing() $$;
`;

/** Only inserts that cannot narrow go without a mark: somebody or something new, or a further way. */
const MARKS = `
  CREATE TABLE fence.mark (
    id uuid PRIMARY KEY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    things text[] NOT NULL CHECK (cardinality(things) > 0)
  );
  CREATE INDEX mark_of_transaction ON fence.mark (xid);

  CREATE FUNCTION fence.announce_v1(p_mark uuid, p_things text[]) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ INSERT INTO fence.mark (id, things) VALUES (p_mark, p_things) $$;

  CREATE FUNCTION fence.missing_marks_v1(p_ids uuid[]) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT i FROM unnest(p_ids) AS i WHERE NOT EXISTS (SELECT 1 FROM fence.mark m WHERE m.id = i) $$;

  CREATE FUNCTION fence.only_opens(p_table text, p_op text) RETURNS boolean
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT p_op = 'INSERT' AND p_table IN ('consent.resident', 'consent.link', 'consent.shield_allowance',
      'policy.relationship', 'policy.principal', 'policy.agency', 'policy.agreement', 'policy.agreement_party', 'relay.override')
  $$;

  CREATE FUNCTION fence.require_mark(p_level text, p_keys text[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_marked text[];
  BEGIN
    -- Whoever migrates, seeds or repairs signs in as somebody else.
    IF session_user::text NOT LIKE '%\\_app' THEN RETURN; END IF;
    v_marked := ARRAY(SELECT unnest(m.things) FROM fence.mark m WHERE m.xid = pg_current_xact_id());
    IF (p_level = 'resident' AND ARRAY(SELECT 'resident:' || k FROM unnest(p_keys) AS k) <@ v_marked)
      OR (p_level = 'practitioner' AND ARRAY(SELECT 'principal:' || k FROM unnest(p_keys) AS k) <@ v_marked)
      OR (p_level = 'place' AND EXISTS (SELECT 1 FROM unnest(v_marked) AS t WHERE t !~ '^(resident|principal):')) THEN
      RETURN;
    END IF;
    RAISE EXCEPTION 'a change of a fact (%) leaves its mark in the restart-proof store first', p_level
      USING ERRCODE = 'object_not_in_prerequisite_state',
        HINT = 'Call UnitOfWork.mark(tx, …) in this transaction, before the change, with every thing that it touches (ADR 22).';
  END $$;
`;

/** As they were, and now refused: the first step of every disclosure without a lease, a change of a fact without a mark. */
const FENCE = `
  CREATE OR REPLACE FUNCTION fence.share_v1(p_practitioners text[], p_residents uuid[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_key bigint;
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(7169, 1);
    FOR v_key IN SELECT DISTINCT fence.practitioner_lock_key(p) AS k FROM unnest(p_practitioners) AS p ORDER BY k LOOP
      PERFORM pg_advisory_xact_lock_shared(v_key);
    END LOOP;
    FOR v_key IN SELECT DISTINCT fence.resident_lock_key(r::text) AS k FROM unnest(p_residents) AS r ORDER BY k LOOP
      PERFORM pg_advisory_xact_lock_shared(v_key);
    END LOOP;
    PERFORM fence.require_standing();
  END $$;

  CREATE OR REPLACE FUNCTION fence.touch() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_keys text[];
  BEGIN
    IF TG_OP = 'TRUNCATE' OR TG_ARGV[0] = 'place' THEN
      IF TG_OP <> 'TRUNCATE' THEN
        EXECUTE CASE TG_OP
          WHEN 'INSERT' THEN 'SELECT array_agg(''''::text) FROM (SELECT 1 FROM changed_new LIMIT 1) t'
          WHEN 'DELETE' THEN 'SELECT array_agg(''''::text) FROM (SELECT 1 FROM changed_old LIMIT 1) t'
          ELSE 'SELECT array_agg(''''::text) FROM (SELECT 1 FROM changed_new LIMIT 1) t' END INTO v_keys;
        IF v_keys IS NULL THEN RETURN NULL; END IF;
      END IF;
      IF NOT fence.only_opens(TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, TG_OP) THEN PERFORM fence.require_mark('place', NULL); END IF;
      PERFORM fence.bump_place();
      RETURN NULL;
    END IF;
    EXECUTE format(CASE TG_OP
      WHEN 'INSERT' THEN 'SELECT array_agg(%1$I::text) FROM changed_new WHERE %1$I IS NOT NULL'
      WHEN 'DELETE' THEN 'SELECT array_agg(%1$I::text) FROM changed_old WHERE %1$I IS NOT NULL'
      ELSE 'SELECT array_agg(k) FROM (SELECT %1$I::text AS k FROM changed_old UNION SELECT %1$I::text FROM changed_new) t
            WHERE k IS NOT NULL' END, TG_ARGV[1]) INTO v_keys;
    IF v_keys IS NULL THEN RETURN NULL; END IF;
    IF NOT fence.only_opens(TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, TG_OP) THEN
      PERFORM fence.require_mark(TG_ARGV[0], v_keys);
    END IF;
    IF TG_ARGV[0] = 'practitioner' THEN
      PERFORM fence.bump_practitioners(v_keys);
    ELSE
      PERFORM fence.bump_residents(v_keys);
    END IF;
    RETURN NULL;
  END $$;

  CREATE OR REPLACE FUNCTION fence.touch_residents_v1(p_residents uuid[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM fence.require_mark('resident', p_residents::text[]);
    PERFORM fence.bump_residents(p_residents::text[]);
  END $$;
`;

/** A stream of an incarnation begins at 1 under a name of its own: no reader takes what is new for what it knows. */
const STREAMS = `
  CREATE FUNCTION fence.stream_v1(p_stream text) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT p_stream || CASE s.suffix WHEN '' THEN '' ELSE ':' || s.suffix END FROM fence.standing s $$;

  CREATE FUNCTION fence.incarnation_v1() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT left(replace(s.incarnation::text, '-', ''), 8) FROM fence.standing s $$;
`;

const GRANTS = `
  GRANT EXECUTE ON FUNCTION fence.standing_v1(), fence.renew_v1(uuid), fence.find_restored_v1(),
    fence.missing_marks_v1(uuid[]) TO consent_app, policy_app, relay_app, audit_app;
  GRANT EXECUTE ON FUNCTION fence.announce_v1(uuid, text[]) TO consent_app, policy_app, relay_app, relay_owner;
  GRANT EXECUTE ON FUNCTION fence.require_standing_v1() TO audit_owner;
  GRANT EXECUTE ON FUNCTION fence.stream_v1(text) TO messaging_owner, relay_owner;
  GRANT EXECUTE ON FUNCTION fence.incarnation_v1() TO relay_app, relay_owner;
`;
