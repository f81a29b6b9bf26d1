import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The fence of the release line: the only way a disclosure, its audit entry and its message come to be.
 * Called as one autocommitted statement; `relay_app` may execute it and can insert into none of these tables itself.
 */
export class CreateDisclose1763770300001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DISCLOSE);
    await runner.query(EFFECTS);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('nothing is released without the fence: restore a backup instead');
  }
}

/**
 * Order is the promise: (1) shared locks place → practitioners → residents, sorted; (2) only then, in later statements
 * and so with later snapshots, the clock and the epochs; (3) only then the inserts. In READ COMMITTED each statement of
 * a VOLATILE function sees what committed before it, so a change that was acknowledged before (1) is seen at (2), and
 * one that comes later waits for this transaction's end.
 *
 * Items take effect by resident, stream and delivery, not in the caller's order: they lock rows of their own (counters,
 * deliveries), and two batches that lock them in opposite order would stall every revocation behind them. The answers
 * come in the caller's order.
 *
 * An item whose epochs moved, or whose decision time alone would have changed, is answered 'moved' and leaves no trace:
 * the caller decides again. A denial releases nothing, so it is recorded without lock or comparison: also while a writer
 * holds the lock for longer than a disclosure may wait.
 */
export const DISCLOSE = `
  CREATE OR REPLACE FUNCTION relay.disclose(p_items jsonb) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_item jsonb;
    v_ordinal bigint;
    v_now timestamptz;
    v_epochs record;
    v_result text;
    v_results jsonb[];
  BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'relay.disclose runs in READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
      RAISE EXCEPTION 'relay.disclose is a statement of its own, not part of a unit of work'
        USING ERRCODE = 'invalid_transaction_state';
    END IF;
    IF jsonb_array_length(p_items) NOT BETWEEN 1 AND 200 THEN
      RAISE EXCEPTION 'relay.disclose takes 1 to 200 items' USING ERRCODE = 'invalid_parameter_value';
    END IF;

    IF p_items @? '$[*] ? (@.outcome == "permit")' THEN
      PERFORM fence.share_v1(
        ARRAY(SELECT DISTINCT i ->> 'requesterId' FROM jsonb_array_elements(p_items) AS i WHERE i ->> 'outcome' = 'permit'),
        ARRAY(SELECT DISTINCT (i ->> 'residentId')::uuid FROM jsonb_array_elements(p_items) AS i
          WHERE i ->> 'outcome' = 'permit'));
    END IF;

    v_now := fence.domain_now();
    v_results := array_fill(NULL::jsonb, ARRAY[jsonb_array_length(p_items)]);
    FOR v_item, v_ordinal IN SELECT i, ordinal FROM jsonb_array_elements(p_items) WITH ORDINALITY AS e(i, ordinal)
        ORDER BY i ->> 'residentId', i #>> '{delivery,stream}', CASE i ->> 'kind' WHEN 'open' THEN i #>> '{delivery,id}' END,
          ordinal LOOP
      v_result := 'recorded';
      IF v_item ->> 'outcome' = 'permit' THEN
        SELECT * INTO v_epochs FROM fence.epochs_v1(v_item ->> 'requesterId', (v_item ->> 'residentId')::uuid);
        -- DISTINCT, not <>, and the key itself: an item that names no epochs or no time must not pass.
        IF v_epochs.place IS DISTINCT FROM (v_item #>> '{epochs,place}')::bigint
          OR v_epochs.practitioner IS DISTINCT FROM (v_item #>> '{epochs,practitioner}')::bigint
          OR v_epochs.resident IS DISTINCT FROM (v_item #>> '{epochs,resident}')::bigint
          OR NOT v_item ? 'notAfter'
          OR v_now >= coalesce((v_item ->> 'notAfter')::timestamptz, 'infinity') THEN
          v_result := 'moved';
        END IF;
      END IF;
      IF v_result = 'recorded' THEN
        v_result := relay.take_effect(v_item, v_now);
      END IF;
      v_results[v_ordinal] := jsonb_build_object('id', v_item ->> 'id', 'result', v_result, 'at', v_now);
    END LOOP;
    RETURN to_jsonb(v_results);
  END $$;
`;

/**
 * One item's rows: what its kind does to the delivery, the disclosure, its one audit entry. 'gone' when the delivery
 * is no longer there to open or to offer (destroyed, replaced, or offered by another dispatcher a moment ago).
 */
const EFFECTS = `
  CREATE FUNCTION relay.take_effect(p_item jsonb, p_now timestamptz) RETURNS text
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_delivery jsonb := p_item -> 'delivery';
    v_repeats uuid;
  BEGIN
    IF p_item ->> 'kind' = 'offer' THEN
      IF NOT relay.offer(p_item, v_delivery) THEN RETURN 'gone'; END IF;
    ELSIF p_item ->> 'kind' = 'open' AND p_item ->> 'outcome' = 'permit' THEN
      UPDATE relay.delivery SET state = 'opened', opened_at = coalesce(opened_at, p_now)
        WHERE id = (v_delivery ->> 'id')::uuid AND state IN ('offered', 'opened') AND wrapped_key IS NOT NULL;
      IF NOT FOUND THEN RETURN 'gone'; END IF;
      SELECT d.id INTO v_repeats FROM relay.disclosure d
        WHERE d.delivery_id = (v_delivery ->> 'id')::uuid AND d.kind = 'open' AND d.outcome = 'permit'
        ORDER BY d.committed_at LIMIT 1;
    END IF;
    INSERT INTO relay.disclosure (id, kind, resident_id, requester_id, recipient_agency, source_agency, purpose, category,
        outcome, reason, entry_id, delivery_id, repeats, committed_at)
      VALUES ((p_item ->> 'id')::uuid, p_item ->> 'kind', (p_item ->> 'residentId')::uuid, p_item ->> 'requesterId',
        p_item ->> 'recipientAgency', p_item ->> 'sourceAgency', p_item ->> 'purpose', p_item ->> 'category',
        p_item ->> 'outcome', p_item ->> 'reason', (p_item #>> '{entry,id}')::uuid, (v_delivery ->> 'id')::uuid, v_repeats, p_now);
    PERFORM audit.append_v1(p_item -> 'entry');
    RETURN 'recorded';
  END $$;

  CREATE FUNCTION relay.offer(p_item jsonb, p_delivery jsonb) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_permit boolean := p_item ->> 'outcome' = 'permit';
    v_seq bigint;
  BEGIN
    -- The resident's work row is the token of the right to offer: whoever finds it gone was overtaken.
    PERFORM 1 FROM relay.work w WHERE w.id = (p_item ->> 'workId')::bigint FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    IF EXISTS (SELECT 1 FROM relay.delivery d WHERE d.record_id = (p_delivery ->> 'recordId')::uuid
        AND d.agency = p_item ->> 'recipientAgency' AND d.purpose = p_item ->> 'purpose'
        AND d.state IN ('offered', 'opened')) THEN
      RETURN false;
    END IF;
    -- A refusal that only repeats the last one is recorded as a decision, but shown to the sender once.
    IF NOT v_permit AND EXISTS (SELECT 1 FROM relay.delivery d WHERE d.record_id = (p_delivery ->> 'recordId')::uuid
        AND d.agency = p_item ->> 'recipientAgency' AND d.purpose = p_item ->> 'purpose'
        AND d.seq IS NULL AND d.reason = p_item ->> 'reason') THEN
      RETURN true;
    END IF;
    IF v_permit THEN
      v_seq := messaging.publish_v1(p_delivery ->> 'stream', p_delivery ->> 'topic', p_delivery ->> 'key',
        (p_delivery ->> 'id')::uuid, 'delivery.offered.v1', p_delivery -> 'event');
    END IF;
    INSERT INTO relay.delivery (id, record_id, resident_id, agency, purpose, category, stream, seq, mask, agreement, basis,
        envelope, wrapped_key, state, reason, resident_epoch)
      VALUES ((p_delivery ->> 'id')::uuid, (p_delivery ->> 'recordId')::uuid, (p_item ->> 'residentId')::uuid,
        p_item ->> 'recipientAgency', p_item ->> 'purpose', p_item ->> 'category',
        CASE WHEN v_permit THEN p_delivery ->> 'stream' END, v_seq,
        ARRAY(SELECT jsonb_array_elements_text(coalesce(p_delivery -> 'mask', '[]'))),
        p_delivery ->> 'agreement', p_delivery ->> 'basis', p_delivery ->> 'envelope',
        decode(p_delivery ->> 'wrappedKey', 'base64'),
        CASE WHEN v_permit THEN 'offered' ELSE 'refused' END, p_item ->> 'reason',
        (p_item #>> '{epochs,resident}')::bigint);
    RETURN true;
  END $$;
`;

const GRANTS = `
  GRANT EXECUTE ON FUNCTION relay.disclose(jsonb) TO relay_app;
`;
