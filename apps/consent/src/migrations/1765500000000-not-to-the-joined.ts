import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Nothing new is said about a resident who was joined to another: what resolved them before the join and waited for it would be
 * acknowledged, and count for nobody. The refusal (55J01) makes the work look again for who they are (UnitOfWork, ADR 18).
 */
export class NotToTheJoined1765500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [REFUSE, GUARD, GUARDED, JOIN, SIGN_INS, DOORS, LEFT_BEHIND, GRANTS]) await runner.query(sql);
    await runner.query('SELECT consent.move_left_behind()');
  }

  async down(): Promise<void> {
    throw new Error('what would be lost beside a join stays refused: restore a backup instead');
  }
}

/**
 * Whoever is brought to somebody by a statement, not what stands there: history may end. The function is VOLATILE, so its
 * queries see what was committed before they begin; and they begin after the fence's trigger, whose lock a join holds to its end.
 * A table without a fence takes the resident's row instead, which a join updates: shared, so that two who write do not wait.
 */
const REFUSE = `
  CREATE FUNCTION consent.require_not_joined(p_residents uuid[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM consent.resident r WHERE r.id = ANY (p_residents) AND r.joined_to IS NOT NULL) THEN
      RAISE EXCEPTION 'this resident was joined to another' USING ERRCODE = '55J01', CONSTRAINT = 'resident_not_joined',
        HINT = 'Look again for who they are (whoTheyAreNow), in a new transaction.';
    END IF;
  END $$;

  -- Whoever is about to write takes the rows first, in order, as a join does: after one, they are somebody else.
  CREATE FUNCTION consent.hold_themselves(p_residents uuid[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM 1 FROM consent.resident r WHERE r.id = ANY (p_residents) ORDER BY r.id FOR NO KEY UPDATE;
    PERFORM consent.require_not_joined(p_residents);
  END $$;

  CREATE FUNCTION consent.refuse_joined() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_brought uuid[];
  BEGIN
    IF TG_OP = 'INSERT' THEN
      SELECT array_agg(DISTINCT n.resident_id) INTO v_brought FROM changed_new n;
    ELSE
      SELECT array_agg(b.resident_id) INTO v_brought
        FROM (SELECT n.resident_id FROM changed_new n EXCEPT SELECT o.resident_id FROM changed_old o) AS b;
    END IF;
    IF v_brought IS NULL THEN RETURN NULL; END IF;
    IF TG_ARGV[0] = 'unfenced' THEN
      PERFORM 1 FROM consent.resident r WHERE r.id = ANY (v_brought) ORDER BY r.id FOR SHARE;
    END IF;
    PERFORM consent.require_not_joined(v_brought);
    RETURN NULL;
  END $$;
`;

/** The triggers' names stand after \`fence_…\` in the alphabet, and so they fire after it. */
const GUARD = `
  CREATE FUNCTION consent.guard_joined_v1(p_table regclass, p_lock text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF p_lock NOT IN ('fenced', 'unfenced') THEN RAISE EXCEPTION 'fenced or unfenced, not %', p_lock; END IF;
    IF (p_lock = 'fenced') <> EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = p_table AND g.tgname = 'fence_insert') THEN
      RAISE EXCEPTION '% is not %', p_table, p_lock;
    END IF;
    EXECUTE format('CREATE TRIGGER joined_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS changed_new
      FOR EACH STATEMENT EXECUTE FUNCTION consent.refuse_joined(%L)', p_table, p_lock);
    EXECUTE format('CREATE TRIGGER joined_update AFTER UPDATE ON %s
      REFERENCING OLD TABLE AS changed_old NEW TABLE AS changed_new
      FOR EACH STATEMENT EXECUTE FUNCTION consent.refuse_joined(%L)', p_table, p_lock);
  END $$;
`;

const GUARDED = `
  SELECT consent.guard_joined_v1(t, 'fenced') FROM unnest(ARRAY['consent.link', 'consent.directive', 'consent.restriction',
    'consent.shield', 'consent.shield_allowance', 'consent.opt_out', 'consent.capacity_assessment',
    'consent.best_interests_decision', 'consent.sign_in']::regclass[]) AS t;
  SELECT consent.guard_joined_v1('consent.sign_in_binding', 'unfenced');
`;

/**
 * The rows of both first, in order: whoever writes about either takes the row before the fence too. Nobody is joined twice, or
 * to somebody who is nobody any more. A sign-in takes its binding along, by which it is removed.
 */
const JOIN = `
  CREATE FUNCTION consent.join_v2(p_from uuid, p_into uuid, p_link jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM consent.hold_themselves(ARRAY[p_from, p_into]);
    PERFORM consent.join_v1(p_from, p_into, p_link);
    -- Both are fenced by now: no decision stands that was made without them.
    PERFORM fence.carry_bars_v1(p_from, p_into);
    UPDATE consent.sign_in_binding SET resident_id = p_into WHERE resident_id = p_from;
  END $$;
`;

/** A removal that read its binding before a join would find no sign-in to take away, and say that it was. */
const SIGN_INS = `
  CREATE FUNCTION consent.hold_binding(p_binding uuid) RETURNS void
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT consent.hold_themselves(ARRAY(SELECT b.resident_id FROM consent.sign_in_binding b WHERE b.id = p_binding))
  $$;

  CREATE FUNCTION consent.confirm_sign_in_v2(p_binding uuid, p_by text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM consent.hold_binding(p_binding);
    PERFORM consent.confirm_sign_in_v1(p_binding, p_by);
  END $$;

  CREATE FUNCTION consent.remove_sign_in_v2(p_binding uuid, p_by text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM consent.hold_binding(p_binding);
    PERFORM consent.remove_sign_in_v1(p_binding, p_by);
  END $$;
`;

/** What an agency sends again of its provisional person, and another number of theirs, waits for a join and looks again. */
const DOORS = `
  CREATE FUNCTION consent.bring_in_v3(p jsonb) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM consent.hold_themselves(ARRAY[(p ->> 'id')::uuid]);
    RETURN consent.bring_in_v2(p);
  END $$;

  CREATE FUNCTION consent.renumber_v2(p_agency text, p_resident uuid, p_local bytea, p_link uuid, p_sealed bytea) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    PERFORM consent.hold_themselves(ARRAY[p_resident]);
    RETURN consent.renumber_v1(p_agency, p_resident, p_local, p_link, p_sealed);
  END $$;
`;

/**
 * What was lost before there was the refusal goes where \`join_v1\` would have moved it, by its conditions, along chains of joins.
 * It only narrows: consents stay behind, and who works with whom. One statement takes every lock that the others need, sorted.
 * Idempotent; returns how many rows moved.
 */
const LEFT_BEHIND = `
  CREATE FUNCTION consent.move_left_behind() RETURNS integer
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_pairs jsonb;
    v record;
    v_moved integer := 0;
    v_rows integer;
  BEGIN
    WITH RECURSIVE chain AS (
      SELECT r.id AS start, r.joined_to AS at FROM consent.resident r WHERE r.joined_to IS NOT NULL
      UNION SELECT c.start, r.joined_to FROM chain c JOIN consent.resident r ON r.id = c.at AND r.joined_to IS NOT NULL)
    SELECT coalesce(jsonb_agg(jsonb_build_object('start', c.start, 'finish', c.at) ORDER BY c.start), '[]') INTO v_pairs
      FROM chain c JOIN consent.resident r ON r.id = c.at AND r.joined_to IS NULL
      WHERE EXISTS (SELECT 1 FROM consent.directive d
          WHERE d.resident_id = c.start AND d.superseded_at IS NULL AND d.status <> 'ConsentGiven')
        OR EXISTS (SELECT 1 FROM consent.restriction x WHERE x.resident_id = c.start)
        OR EXISTS (SELECT 1 FROM consent.shield s WHERE s.resident_id = c.start AND s.ends_at IS NULL)
        OR EXISTS (SELECT 1 FROM consent.opt_out o WHERE o.resident_id = c.start AND o.ends_at IS NULL)
        OR EXISTS (SELECT 1 FROM consent.sign_in i WHERE i.resident_id = c.start)
        OR EXISTS (SELECT 1 FROM consent.sign_in_binding b WHERE b.resident_id = c.start);
    UPDATE consent.resident SET deceased_at = deceased_at WHERE id IN (
      SELECT p.start FROM jsonb_to_recordset(v_pairs) AS p(start uuid) UNION
      SELECT p.finish FROM jsonb_to_recordset(v_pairs) AS p(finish uuid));
    FOR v IN SELECT p.start, p.finish FROM jsonb_to_recordset(v_pairs) AS p(start uuid, finish uuid) LOOP
      UPDATE consent.directive SET resident_id = v.finish
        WHERE resident_id = v.start AND superseded_at IS NULL AND status <> 'ConsentGiven';
      GET DIAGNOSTICS v_rows = ROW_COUNT; v_moved := v_moved + v_rows;
      UPDATE consent.restriction SET resident_id = v.finish WHERE resident_id = v.start;
      GET DIAGNOSTICS v_rows = ROW_COUNT; v_moved := v_moved + v_rows;
      UPDATE consent.shield SET resident_id = v.finish WHERE resident_id = v.start AND ends_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM consent.shield s WHERE s.resident_id = v.finish AND s.ends_at IS NULL);
      GET DIAGNOSTICS v_rows = ROW_COUNT; v_moved := v_moved + v_rows;
      UPDATE consent.opt_out SET resident_id = v.finish WHERE resident_id = v.start AND ends_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM consent.opt_out o WHERE o.resident_id = v.finish AND o.ends_at IS NULL);
      GET DIAGNOSTICS v_rows = ROW_COUNT; v_moved := v_moved + v_rows;
      UPDATE consent.sign_in SET resident_id = v.finish WHERE resident_id = v.start;
      GET DIAGNOSTICS v_rows = ROW_COUNT; v_moved := v_moved + v_rows;
      UPDATE consent.sign_in_binding SET resident_id = v.finish WHERE resident_id = v.start;
      GET DIAGNOSTICS v_rows = ROW_COUNT; v_moved := v_moved + v_rows;
    END LOOP;
    RETURN v_moved;
  END $$;
`;

const GRANTS = `
  GRANT EXECUTE ON FUNCTION consent.guard_joined_v1(regclass, text), consent.refuse_joined() TO policy_owner;
  GRANT EXECUTE ON FUNCTION consent.join_v2(uuid, uuid, jsonb), consent.confirm_sign_in_v2(uuid, text),
    consent.remove_sign_in_v2(uuid, text), consent.bring_in_v3(jsonb),
    consent.renumber_v2(text, uuid, bytea, uuid, bytea) TO consent_app;
`;
