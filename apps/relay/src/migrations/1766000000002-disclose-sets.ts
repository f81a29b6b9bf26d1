import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The fence for many callers' items in one call (design 5): locks, row locks, clock and epochs, writes, each a statement of its
 * own, one statement a table. `relay.disclose` stays for processes of the release before.
 */
export class DiscloseSets1766000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [ITEM, HOLD, EFFECT, WRITE, DISCLOSE, GRANTS]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('nothing is released without the fence: restore a backup instead');
  }
}

/** An item as it was given, read once. */
const ITEM = `
  CREATE TYPE relay.disclosure_item AS (
    ordinal bigint, id uuid, kind text, resident uuid, requester text, recipient text, source text, purpose text, category text,
    outcome text, reason text, epochs jsonb, decided_at timestamptz, not_after timestamptz, work bigint, delivery jsonb, notices jsonb,
    entry jsonb);
`;

/**
 * The rows that items take effect on: streams, work, deliveries, each kind in its own order, so that no two calls wait for each
 * other. Two items of a call never take effect on one: the second would not see what the first did.
 */
const HOLD = `
  CREATE FUNCTION relay.hold_rows(p_items relay.disclosure_item[]) RETURNS void
    LANGUAGE plpgsql VOLATILE AS $$
  DECLARE
    v_touching relay.disclosure_item[] := ARRAY(SELECT i FROM unnest(p_items) AS i
      WHERE i.kind = 'offer' OR (i.kind = 'open' AND i.outcome = 'permit'));
    v_key bigint;
  BEGIN
    IF (SELECT count(*) <> count(DISTINCT i.delivery ->> 'id') OR count(*) FILTER (WHERE i.kind = 'offer') <> count(DISTINCT
        (i.delivery ->> 'recordId', i.recipient, i.purpose)) FILTER (WHERE i.kind = 'offer') FROM unnest(v_touching) AS i) THEN
      RAISE EXCEPTION 'relay.disclose_v2 takes one item for a delivery, and one for a record, agency and purpose'
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
    FOR v_key IN SELECT DISTINCT hashtextextended('stream:' || (i.delivery ->> 'stream'), 0) AS k FROM unnest(v_touching) AS i
        WHERE i.kind = 'offer' AND i.outcome = 'permit' ORDER BY k LOOP
      PERFORM pg_advisory_xact_lock(v_key);
    END LOOP;
    PERFORM 1 FROM relay.work w WHERE w.id IN (SELECT i.work FROM unnest(v_touching) AS i) ORDER BY w.id FOR UPDATE;
    PERFORM 1 FROM relay.delivery d WHERE d.id IN (SELECT (i.delivery ->> 'id')::uuid FROM unnest(v_touching) AS i)
      ORDER BY d.id FOR UPDATE;
  END $$;
`;

/** What offers and openings do to deliveries, for those that may: 'gone' where there was nothing left to do it to. */
const EFFECT = `
  CREATE FUNCTION relay.take_effects(p_items relay.disclosure_item[], p_given jsonb, p_results text[], p_now timestamptz) RETURNS text[]
    LANGUAGE plpgsql VOLATILE AS $$
  DECLARE
    v_opened uuid[];
    v_item relay.disclosure_item;
  BEGIN
    WITH opened AS (
      UPDATE relay.delivery d SET state = 'opened', opened_at = coalesce(d.opened_at, p_now)
        WHERE d.id IN (SELECT (i.delivery ->> 'id')::uuid FROM unnest(p_items) AS i
            WHERE i.kind = 'open' AND i.outcome = 'permit' AND p_results[i.ordinal] = 'recorded')
          AND d.state IN ('offered', 'opened') AND d.wrapped_key IS NOT NULL RETURNING d.id)
    SELECT coalesce(array_agg(id), '{}') INTO v_opened FROM opened;
    FOR v_item IN SELECT * FROM unnest(p_items) AS i WHERE p_results[i.ordinal] = 'recorded'
        AND (i.kind = 'offer' OR (i.kind = 'open' AND i.outcome = 'permit'))
        ORDER BY i.resident, i.delivery ->> 'stream', i.ordinal LOOP
      IF (v_item.kind = 'open' AND NOT (v_item.delivery ->> 'id')::uuid = ANY (v_opened))
        OR (v_item.kind = 'offer' AND NOT relay.offer(p_given -> (v_item.ordinal - 1)::int, v_item.delivery)) THEN
        p_results[v_item.ordinal] := 'gone';
      END IF;
    END LOOP;
    RETURN p_results;
  END $$;
`;

/** Of those that are 'recorded'. An opening names the first of its delivery, where there is one. */
const WRITE = `
  CREATE FUNCTION relay.write_disclosures(p_items relay.disclosure_item[], p_results text[], p_now timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE AS $$
  BEGIN
    INSERT INTO relay.disclosure (id, kind, resident_id, requester_id, recipient_agency, source_agency, purpose, category,
        outcome, reason, entry_id, delivery_id, repeats, committed_at)
      SELECT i.id, i.kind, i.resident, i.requester, i.recipient, i.source, i.purpose, i.category, i.outcome, i.reason,
        (i.entry ->> 'id')::uuid, (i.delivery ->> 'id')::uuid,
        CASE WHEN i.kind = 'open' AND i.outcome = 'permit' THEN (SELECT d.id FROM relay.disclosure d
          WHERE d.delivery_id = (i.delivery ->> 'id')::uuid AND d.kind = 'open' AND d.outcome = 'permit'
          ORDER BY d.committed_at LIMIT 1) END, p_now
      FROM unnest(p_items) AS i WHERE p_results[i.ordinal] = 'recorded';
    INSERT INTO relay.notice (disclosure_id, kind, held, agency, raised_at)
      SELECT i.id, n.kind, n.held, i.recipient, p_now
      FROM unnest(p_items) AS i, jsonb_to_recordset(i.notices) AS n(kind text, held boolean)
      WHERE i.outcome = 'permit' AND p_results[i.ordinal] = 'recorded';
    PERFORM audit.append_v3(
      ARRAY(SELECT i.entry FROM unnest(p_items) AS i WHERE p_results[i.ordinal] = 'recorded' ORDER BY i.ordinal), p_now);
  END $$;
`;

/**
 * Order is the promise: (1) shared locks, tried, for what would be released; (2) the rows; (3) only then, in later statements and
 * so with later snapshots, the clock and the epochs; (4) only then the writes. In READ COMMITTED each statement of a VOLATILE
 * function sees what committed before it, so a change that was acknowledged before (1) is seen at (3), and one that comes later
 * waits for this transaction's end.
 *
 * What becomes of an item: 'contested' (its lock is held for a change; nothing here waits for one, its caller does by itself),
 * 'moved' (decide again), both without a trace, 'gone', or 'recorded'. Permits are compared under their locks; denials without, in
 * the call that is about to record them, since what they rest on may have been kept. That somebody was busy,
 * or that facts kept moving, rests on nothing that could move. An item that does not say when it was decided, until when or under which epochs must not pass; 'infinity' is
 * the end of one that time alone does not change.
 */
const DISCLOSE = `
  CREATE FUNCTION relay.disclose_v2(p_items jsonb) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_items relay.disclosure_item[];
    v_asked record;
    v_contested record;
    v_stands record;
    v_results text[];
  BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'relay.disclose_v2 runs in READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
      RAISE EXCEPTION 'relay.disclose_v2 is a statement of its own, not part of a unit of work'
        USING ERRCODE = 'invalid_transaction_state';
    END IF;
    IF jsonb_array_length(p_items) NOT BETWEEN 1 AND 200 THEN
      RAISE EXCEPTION 'relay.disclose_v2 takes 1 to 200 items' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT array_agg(ROW(i.ordinal, i.id, i.kind, i."residentId", i."requesterId", i."recipientAgency", i."sourceAgency", i.purpose,
        i.category, i.outcome, i.reason, i.epochs, i."decidedAt", i."notAfter", i."workId", i.delivery, i.notices,
        i.entry)::relay.disclosure_item)
      INTO v_items
      FROM ROWS FROM (jsonb_to_recordset(p_items) AS (id uuid, kind text, "residentId" uuid, "requesterId" text,
          "recipientAgency" text, "sourceAgency" text, purpose text, category text, outcome text, reason text, epochs jsonb,
          "decidedAt" timestamptz, "notAfter" timestamptz, "workId" bigint, delivery jsonb, notices jsonb, entry jsonb))
        WITH ORDINALITY AS i(id, kind, "residentId", "requesterId", "recipientAgency", "sourceAgency", purpose, category, outcome,
          reason, epochs, "decidedAt", "notAfter", "workId", delivery, notices, entry, ordinal);
    SELECT coalesce(array_agg(i.requester) FILTER (WHERE i.outcome = 'permit'), '{}') AS permitted_requesters,
        coalesce(array_agg(i.resident::text) FILTER (WHERE i.outcome = 'permit'), '{}') AS permitted_residents,
        array_agg(i.requester) AS requesters, array_agg(i.resident::text) AS residents,
        bool_or(i.kind = 'offer' OR (i.kind = 'open' AND i.outcome = 'permit')) AS take_effect
      INTO v_asked FROM unnest(v_items) AS i;

    v_contested := fence.try_share_v1(v_asked.permitted_requesters, v_asked.permitted_residents);
    IF v_asked.take_effect THEN PERFORM relay.hold_rows(v_items); END IF;
    v_stands := fence.standing_now_v1(v_asked.requesters, v_asked.residents);
    SELECT array_agg(CASE
        WHEN i.outcome = 'permit' AND (v_contested.place OR i.requester = ANY (v_contested.practitioners)
          OR i.resident::text = ANY (v_contested.residents)) THEN 'contested'
        WHEN i.outcome = 'deny' AND i.reason IN ('busy', 'facts-moved') THEN 'recorded'
        WHEN (i.epochs ->> 'place')::bigint = v_stands.place
          AND (i.epochs ->> 'practitioner')::bigint = coalesce((v_stands.practitioners ->> i.requester)::bigint, 0)
          AND (i.epochs ->> 'resident')::bigint = coalesce((v_stands.residents ->> i.resident::text)::bigint, 0)
          AND i.epochs ->> 'incarnation' = v_stands.incarnation
          AND i.decided_at <= v_stands.now AND v_stands.now < i.not_after THEN 'recorded'
        ELSE 'moved' END ORDER BY i.ordinal)
      INTO v_results FROM unnest(v_items) AS i;

    IF v_asked.take_effect THEN v_results := relay.take_effects(v_items, p_items, v_results, v_stands.now); END IF;
    IF 'recorded' = ANY (v_results) THEN PERFORM relay.write_disclosures(v_items, v_results, v_stands.now); END IF;
    RETURN (SELECT jsonb_agg(jsonb_build_object('id', i.id, 'result', v_results[i.ordinal], 'at', v_stands.now, 'level',
        CASE WHEN v_results[i.ordinal] = 'contested' THEN CASE WHEN v_contested.place THEN 1
          WHEN i.requester = ANY (v_contested.practitioners) THEN 2 ELSE 3 END END) ORDER BY i.ordinal)
      FROM unnest(v_items) AS i);
  END $$;
`;

const GRANTS = `
  GRANT EXECUTE ON FUNCTION relay.disclose_v2(jsonb) TO relay_app;
`;
