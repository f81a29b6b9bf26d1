import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a restore lost changes of denies until an officer has reconciled it (ADR 22). */
export class Bars1764700000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [BARS, RECOVERY, GRANTS]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('what was lost is not forgotten: restore a backup instead');
  }
}

/** A bar whose mark turns out to have committed (it was on its way) bars nothing. */
const BARS = `
  CREATE TABLE fence.bar (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    mark_id uuid NOT NULL,
    thing text NOT NULL CHECK (thing ~ '^(resident|principal|agency|agreement|category|rules):'),
    cause text NOT NULL CHECK (cause IN ('unfinished', 'restored', 'store-lost')),
    raised_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    reconciled_at timestamptz,
    reconciled_by text,
    UNIQUE (mark_id, thing),
    CHECK ((reconciled_at IS NULL) = (reconciled_by IS NULL))
  );
  CREATE INDEX bar_that_stands ON fence.bar (thing) WHERE reconciled_at IS NULL;

  CREATE FUNCTION fence.stands(p_bar fence.bar) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT p_bar.reconciled_at IS NULL AND NOT EXISTS (SELECT 1 FROM fence.mark m WHERE m.id = p_bar.mark_id)
  $$;

  -- Bars are facts: what was decided without them is decided again.
  CREATE FUNCTION fence.touch_things(p_things text[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM unnest(p_things) AS t WHERE t !~ '^(resident|principal):') THEN PERFORM fence.bump_place(); END IF;
    PERFORM fence.bump_practitioners(ARRAY(SELECT substr(t, 11) FROM unnest(p_things) AS t WHERE t LIKE 'principal:%'));
    PERFORM fence.bump_residents(ARRAY(SELECT substr(t, 10) FROM unnest(p_things) AS t WHERE t LIKE 'resident:%'));
  END $$;

  CREATE FUNCTION fence.bar_v1(p_marks jsonb, p_cause text) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_barred text[];
  BEGIN
    WITH barred AS (
      INSERT INTO fence.bar (mark_id, thing, cause)
        SELECT DISTINCT m.id, t.thing, p_cause FROM jsonb_to_recordset(p_marks) AS m(id uuid, things jsonb),
          jsonb_array_elements_text(m.things) AS t(thing)
        WHERE NOT EXISTS (SELECT 1 FROM fence.mark k WHERE k.id = m.id)
      ON CONFLICT DO NOTHING RETURNING thing)
    SELECT array_agg(DISTINCT thing) INTO v_barred FROM barred;
    PERFORM fence.touch_things(coalesce(v_barred, '{}'));
    RETURN coalesce(cardinality(v_barred), 0);
  END $$;

  CREATE FUNCTION fence.bars_v1(p_thing text, p_after text, p_limit int)
    RETURNS TABLE (thing text, cause text, raised_at timestamptz, marks bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT b.thing, min(b.cause), min(b.raised_at), count(*) FROM fence.bar b
    WHERE fence.stands(b) AND (p_thing IS NULL OR b.thing = p_thing) AND b.thing > p_after
    GROUP BY b.thing ORDER BY b.thing LIMIT p_limit
  $$;

  CREATE FUNCTION fence.reconcile_v1(p_thing text, p_by text) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_done bigint;
  BEGIN
    PERFORM fence.touch_things(ARRAY[p_thing]);
    UPDATE fence.bar b SET reconciled_at = fence.domain_now(), reconciled_by = p_by WHERE b.thing = p_thing AND fence.stands(b);
    GET DIAGNOSTICS v_done = ROW_COUNT;
    RETURN v_done;
  END $$;

  -- Vouches for the facts of one statement: refuses where nobody does for the database, and says what was lost of it.
  CREATE FUNCTION fence.vouch_v1() RETURNS text[]
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM fence.require_standing();
    RETURN ARRAY(SELECT DISTINCT b.thing FROM fence.bar b WHERE b.reconciled_at IS NULL AND fence.stands(b));
  END $$;
`;

/** Not granted to any app: an operator's. The place's epoch begins anew at random, so no decision outlives a restore. */
const RECOVERY = `
  CREATE FUNCTION fence.recover_v1(p_incarnation uuid, p_marks jsonb, p_cause text) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_barred bigint;
  BEGIN
    v_barred := fence.bar_v1(p_marks, p_cause);
    INSERT INTO fence.epoch AS e (level, key, epoch) VALUES (1, '', (random() * 4e18)::bigint)
      ON CONFLICT (level, key) DO UPDATE SET epoch = excluded.epoch;
    UPDATE fence.standing SET incarnation = p_incarnation, suffix = 'r' || left(replace(p_incarnation::text, '-', ''), 8),
      state = 'open', nonce = gen_random_uuid(), valid_until = clock_timestamp() + interval '15 seconds',
      started_at = pg_postmaster_start_time(), database = fence.database_oid(), written_by = pg_current_xact_id();
    RETURN v_barred;
  END $$;
`;

const GRANTS = `
  GRANT EXECUTE ON FUNCTION fence.bar_v1(jsonb, text) TO consent_app, policy_app, relay_app, audit_app;
  GRANT EXECUTE ON FUNCTION fence.vouch_v1() TO relay_app, policy_app;
  GRANT EXECUTE ON FUNCTION fence.bars_v1(text, text, int), fence.reconcile_v1(text, text) TO consent_app;
`;
