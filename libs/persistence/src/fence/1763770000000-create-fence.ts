import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The fence (design 5): epochs and locks at three levels, always taken in the order place → practitioner → residents.
 *
 * - Disclosing takes the locks shared (`share_v1`), then, in later statements, reads clock and epochs.
 * - Whatever changes a fact takes the lock exclusive and bumps the epoch, by trigger, so no writer can forget it.
 *
 * A lock lives until its transaction ends, so an acknowledged change has waited for every disclosure that was already
 * committing, and every later one sees the new epoch.
 */
export class CreateFence1763770000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(CLOCK);
    await runner.query(LOCKS);
    await runner.query(BUMPS);
    await runner.query(TRIGGERS);
    await runner.query(TOUCH_RESIDENTS);
    await runner.query(GUARD_TABLE);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('the fence is not taken down: restore a backup instead');
  }
}

const TABLES = `
  CREATE TABLE fence.clock (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    offset_by interval NOT NULL DEFAULT '0'
  );
  INSERT INTO fence.clock DEFAULT VALUES;
  CREATE TABLE fence.epoch (
    level smallint NOT NULL CHECK (level BETWEEN 1 AND 3),
    key text NOT NULL,
    epoch bigint NOT NULL,
    PRIMARY KEY (level, key)
  ) WITH (fillfactor = 50);
`;

/** The only clock in SQL. `offset_by` moves it for the demo; production refuses an offset (design 8). */
const CLOCK = `
  CREATE FUNCTION fence.domain_now() RETURNS timestamptz
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT clock_timestamp() + offset_by FROM fence.clock $$;

  CREATE FUNCTION fence.set_clock_offset_v1(p_offset interval) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ UPDATE fence.clock SET offset_by = p_offset $$;

  CREATE FUNCTION fence.clock_offset_v1() RETURNS interval
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT offset_by FROM fence.clock $$;
`;

/**
 * Keys: the place is a singleton in the two-int form; practitioners and residents hash to the bigint form (32-bit
 * hashes collide 125 times in a million, 64-bit ones do not in practice, and a collision only waits, never leaks).
 */
const LOCKS = `
  CREATE FUNCTION fence.practitioner_lock_key(p_practitioner text) RETURNS bigint
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT hashtextextended('practitioner:' || p_practitioner, 0) $$;

  CREATE FUNCTION fence.resident_lock_key(p_resident text) RETURNS bigint
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT hashtextextended('resident:' || p_resident, 0) $$;

  CREATE FUNCTION fence.share_v1(p_practitioners text[], p_residents uuid[]) RETURNS void
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
  END $$;

  CREATE FUNCTION fence.epoch_v1(p_level smallint, p_key text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT coalesce((SELECT e.epoch FROM fence.epoch e WHERE e.level = p_level AND e.key = p_key), 0) $$;

  CREATE FUNCTION fence.epochs_v1(p_practitioner text, p_resident uuid,
      OUT place bigint, OUT practitioner bigint, OUT resident bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT fence.epoch_v1(1::smallint, ''), fence.epoch_v1(2::smallint, p_practitioner),
           fence.epoch_v1(3::smallint, p_resident::text)
  $$;
`;

/**
 * The exclusive side. \`fence.held\` remembers, for this transaction, the last lock taken: going back up would let two
 * writers wait for each other, so it is refused at once instead of being found by a deadlock timeout under load.
 */
const BUMPS = `
  CREATE FUNCTION fence.enter(p_level smallint, p_key bigint) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_held text[] := string_to_array(nullif(current_setting('fence.held', true), ''), ' ');
  BEGIN
    IF v_held IS NOT NULL AND (v_held[1]::smallint, v_held[2]::bigint) > (p_level, p_key) THEN
      RAISE EXCEPTION 'fence locks are taken in the order place, practitioner, residents (sorted): level % after level %',
        p_level, v_held[1] USING ERRCODE = 'object_not_in_prerequisite_state',
        HINT = 'Change place facts first, then practitioners, then residents, or use separate transactions.';
    END IF;
    PERFORM set_config('fence.held', p_level || ' ' || p_key, true);
  END $$;

  CREATE FUNCTION fence.bump(p_level smallint, p_key text) RETURNS void
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO fence.epoch AS e (level, key, epoch) VALUES (p_level, p_key, 1)
      ON CONFLICT (level, key) DO UPDATE SET epoch = e.epoch + 1
  $$;

  CREATE FUNCTION fence.bump_place() RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM fence.enter(1::smallint, 0);
    PERFORM pg_advisory_xact_lock(7169, 1);
    PERFORM fence.bump(1::smallint, '');
  END $$;

  CREATE FUNCTION fence.bump_practitioners(p_keys text[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v record;
  BEGIN
    FOR v IN SELECT DISTINCT k AS key, fence.practitioner_lock_key(k) AS lock FROM unnest(p_keys) AS k ORDER BY 2, 1 LOOP
      PERFORM fence.enter(2::smallint, v.lock);
      PERFORM pg_advisory_xact_lock(v.lock);
      PERFORM fence.bump(2::smallint, v.key);
    END LOOP;
  END $$;

  CREATE FUNCTION fence.bump_residents(p_keys text[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v record;
  BEGIN
    FOR v IN SELECT DISTINCT k AS key, fence.resident_lock_key(k) AS lock FROM unnest(p_keys) AS k ORDER BY 2, 1 LOOP
      PERFORM fence.enter(3::smallint, v.lock);
      PERFORM pg_advisory_xact_lock(v.lock);
      PERFORM fence.bump(3::smallint, v.key);
    END LOOP;
  END $$;
`;

/**
 * One trigger function for every fact table: argument 0 is the level, argument 1 the column that names the key.
 * Statement level, so that a statement that touches many residents takes their locks sorted. TRUNCATE has no
 * transition tables: it counts as a change to the whole place.
 */
const TRIGGERS = `
  CREATE FUNCTION fence.touch() RETURNS trigger
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
      PERFORM fence.bump_place();
      RETURN NULL;
    END IF;
    EXECUTE format(CASE TG_OP
      WHEN 'INSERT' THEN 'SELECT array_agg(%1$I::text) FROM changed_new WHERE %1$I IS NOT NULL'
      WHEN 'DELETE' THEN 'SELECT array_agg(%1$I::text) FROM changed_old WHERE %1$I IS NOT NULL'
      ELSE 'SELECT array_agg(k) FROM (SELECT %1$I::text AS k FROM changed_old UNION SELECT %1$I::text FROM changed_new) t
            WHERE k IS NOT NULL' END, TG_ARGV[1]) INTO v_keys;
    IF v_keys IS NULL THEN RETURN NULL; END IF;
    IF TG_ARGV[0] = 'practitioner' THEN
      PERFORM fence.bump_practitioners(v_keys);
    ELSE
      PERFORM fence.bump_residents(v_keys);
    END IF;
    RETURN NULL;
  END $$;
`;

/** For a change that no fact table shows, such as a record sent under the wrong person: fences like a withdrawal. */
const TOUCH_RESIDENTS = `
  CREATE FUNCTION fence.touch_residents_v1(p_residents uuid[]) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT fence.bump_residents(p_residents::text[]) $$;
`;

/** Migrations of other schemas call this once per fact table; the catalogue test finds a fact table without it. */
const GUARD_TABLE = `
  CREATE FUNCTION fence.guard_table_v1(p_table regclass, p_level text, p_key_column text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF p_level NOT IN ('place', 'practitioner', 'resident') THEN
      RAISE EXCEPTION 'unknown fence level %', p_level;
    END IF;
    EXECUTE format('CREATE TRIGGER fence_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS changed_new
      FOR EACH STATEMENT EXECUTE FUNCTION fence.touch(%L, %L)', p_table, p_level, p_key_column);
    EXECUTE format('CREATE TRIGGER fence_update AFTER UPDATE ON %s
      REFERENCING OLD TABLE AS changed_old NEW TABLE AS changed_new
      FOR EACH STATEMENT EXECUTE FUNCTION fence.touch(%L, %L)', p_table, p_level, p_key_column);
    EXECUTE format('CREATE TRIGGER fence_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS changed_old
      FOR EACH STATEMENT EXECUTE FUNCTION fence.touch(%L, %L)', p_table, p_level, p_key_column);
    EXECUTE format('CREATE TRIGGER fence_truncate BEFORE TRUNCATE ON %s
      FOR EACH STATEMENT EXECUTE FUNCTION fence.touch(%L, %L)', p_table, p_level, p_key_column);
  END $$;
`;

const GRANTS = `
  GRANT USAGE ON SCHEMA fence TO audit_owner, consent_owner, policy_owner, relay_owner, messaging_owner,
    audit_app, consent_app, policy_app, relay_app;
  GRANT EXECUTE ON FUNCTION fence.domain_now(), fence.clock_offset_v1() TO audit_owner, consent_owner, policy_owner,
    relay_owner, messaging_owner, audit_app, consent_app, policy_app, relay_app;
  GRANT EXECUTE ON FUNCTION fence.touch(), fence.guard_table_v1(regclass, text, text)
    TO consent_owner, policy_owner, relay_owner;
  GRANT EXECUTE ON FUNCTION fence.share_v1(text[], uuid[]), fence.touch_residents_v1(uuid[]) TO relay_owner;
  GRANT EXECUTE ON FUNCTION fence.epochs_v1(text, uuid) TO relay_owner, relay_app, policy_app;
`;
