import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers of the decision point are recorded by the statement that compares what they rest on, so that facts may be kept for them. */
export class RecordDecisions1766000300002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RECORD);
    await runner.query('GRANT EXECUTE ON FUNCTION policy.record_decisions_v1(jsonb) TO policy_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION policy.record_decisions_v1(jsonb)');
  }
}

/**
 * For each item 'recorded', with its entry in the log, or 'moved', without a trace: decide again. Items of one question list
 * (`asked`) are recorded together or not at all, so that they stand at one moment, and a list that stops at an answer is recorded as
 * far as it was told. Nothing is released, so no lock is taken: what committed before this statement began is seen, and `at`, which
 * the entries bear, is read before the epochs, so that none is dated after a change that it did not see. An item that does not say when it was decided, until when or under which epochs has
 * moved; `compared: false` says that it rests on nothing that could.
 */
const RECORD = `
  CREATE FUNCTION policy.record_decisions_v1(p_items jsonb) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_stands record;
    v_results text[];
    v_entries jsonb[];
  BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'policy.record_decisions_v1 runs in READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
      RAISE EXCEPTION 'policy.record_decisions_v1 is a statement of its own, not part of a unit of work'
        USING ERRCODE = 'invalid_transaction_state';
    END IF;
    IF jsonb_array_length(p_items) NOT BETWEEN 1 AND 200 THEN
      RAISE EXCEPTION 'policy.record_decisions_v1 takes 1 to 200 items' USING ERRCODE = 'invalid_parameter_value';
    END IF;

    v_stands := fence.standing_now_v1(ARRAY(SELECT i ->> 'requesterId' FROM jsonb_array_elements(p_items) AS i),
      ARRAY(SELECT i ->> 'residentId' FROM jsonb_array_elements(p_items) AS i));
    SELECT array_agg(CASE WHEN i.stands THEN 'recorded' ELSE 'moved' END ORDER BY i.ordinal),
        array_agg(i.entry ORDER BY i.ordinal) FILTER (WHERE i.stands)
      INTO v_results, v_entries
      FROM (SELECT i.ordinal, i.entry, bool_and(coalesce(i.compared IS FALSE
          OR ((i.epochs ->> 'place')::bigint = v_stands.place
            AND (i.epochs ->> 'practitioner')::bigint = coalesce((v_stands.practitioners ->> i."requesterId")::bigint, 0)
            AND (i.epochs ->> 'resident')::bigint = coalesce((v_stands.residents ->> i."residentId")::bigint, 0)
            AND i.epochs ->> 'incarnation' = v_stands.incarnation
            AND i."decidedAt" <= v_stands.now AND v_stands.now < i."notAfter"), false)) OVER (PARTITION BY i.asked) AS stands
        FROM ROWS FROM (jsonb_to_recordset(p_items) AS (asked int, compared boolean, "requesterId" text, "residentId" text,
            epochs jsonb, "decidedAt" timestamptz, "notAfter" timestamptz, entry jsonb))
          WITH ORDINALITY AS i(asked, compared, "requesterId", "residentId", epochs, "decidedAt", "notAfter", entry, ordinal)) AS i;

    IF v_entries IS NOT NULL THEN PERFORM audit.append_v3(v_entries, v_stands.now); END IF;
    RETURN (SELECT jsonb_agg(jsonb_build_object('result', r.result, 'at', v_stands.now) ORDER BY r.ordinal)
      FROM unnest(v_results) WITH ORDINALITY AS r(result, ordinal));
  END $$;
`;
