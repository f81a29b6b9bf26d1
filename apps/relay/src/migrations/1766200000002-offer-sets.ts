import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Inside `relay.disclose_v2`, offers take effect together: what becomes of each is seen in one statement under the rows that the call
 * holds, and then there is one write a table. `relay.offer` stays for `relay.disclose`, of the release before.
 */
export class OfferSets1766200000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [JUDGE, OFFER, EFFECT]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('nothing is released without the fence: restore a backup instead');
  }
}

/**
 * In the order in which streams are numbered. The resident's work row is the token of the right to offer: whoever finds it gone was
 * overtaken. What is kept back, and still not to be had, changes nothing that its sender reads; nor does a refusal that only repeats
 * the last one. A newer version that goes before it in this very call overtakes an offer as one that stands does, also one that is
 * kept back: its sender cannot tell them apart.
 */
const JUDGE = `
  CREATE TYPE relay.offer_effect AS (ordinal bigint, turn bigint, effect text, kept_back uuid, offered_at timestamptz);

  CREATE FUNCTION relay.judge_offers(p_items relay.disclosure_item[], p_results text[]) RETURNS SETOF relay.offer_effect
    LANGUAGE sql VOLATILE AS $$
    WITH offers AS MATERIALIZED (
      SELECT i.ordinal, row_number() OVER (ORDER BY i.resident, i.delivery ->> 'stream', i.ordinal) AS turn, i.work, i.recipient,
          i.purpose, i.reason, i.outcome = 'permit' AS permitted, (i.delivery ->> 'id')::uuid AS id, (i.delivery ->> 'recordId')::uuid AS record
        FROM unnest(p_items) AS i WHERE i.kind = 'offer' AND p_results[i.ordinal] = 'recorded'),
    judged AS MATERIALIZED (
      SELECT o.turn, o.ordinal, o.recipient, r.resident_id, r.source_agency, r.source_id, r.source_version, a.id AS kept_back, a.offered_at,
          CASE WHEN w.id IS NULL OR a.seq IS NOT NULL THEN 'gone'
            WHEN a.id IS NOT NULL AND NOT o.permitted THEN 'nothing'
            WHEN (o.permitted OR o.reason = 'withheld') AND relay.is_superseded(o.record, o.recipient) THEN 'gone'
            WHEN a.id <> o.id THEN 'gone'
            WHEN o.permitted THEN 'offered'
            WHEN o.reason = 'withheld' THEN 'kept back'
            WHEN EXISTS (SELECT 1 FROM relay.delivery d WHERE d.record_id = o.record AND d.agency = o.recipient
              AND d.purpose = o.purpose AND d.seq IS NULL AND d.reason = o.reason) THEN 'nothing'
            ELSE 'refused' END AS effect
        FROM offers o
          LEFT JOIN relay.work w ON w.id = o.work
          LEFT JOIN relay.record r ON r.id = o.record
          LEFT JOIN relay.delivery a ON a.record_id = o.record AND a.agency = o.recipient AND a.purpose = o.purpose
            AND a.state IN ('offered', 'opened'))
    SELECT j.ordinal, j.turn, CASE WHEN j.effect IN ('offered', 'kept back') AND EXISTS (SELECT 1 FROM judged n
        WHERE n.effect = 'offered' AND n.turn < j.turn AND n.recipient = j.recipient AND n.resident_id = j.resident_id
          AND n.source_agency = j.source_agency AND n.source_id = j.source_id AND n.source_version > j.source_version)
        THEN 'gone' ELSE j.effect END, j.kept_back, j.offered_at
      FROM judged j
  $$;
`;

/** Those that were not to be offered any more. The delivery proper takes the place of what was kept back, dated the same. */
const OFFER = `
  CREATE FUNCTION relay.offer_all(p_items relay.disclosure_item[], p_results text[], p_now timestamptz) RETURNS bigint[]
    LANGUAGE plpgsql VOLATILE AS $$
  DECLARE
    v_effects relay.offer_effect[] := ARRAY(SELECT e FROM relay.judge_offers(p_items, p_results) AS e);
    v_messages jsonb;
  BEGIN
    DELETE FROM relay.delivery d USING unnest(v_effects) AS e WHERE e.effect = 'offered' AND d.id = e.kept_back;
    SELECT coalesce(jsonb_agg(jsonb_build_object('stream', i.delivery -> 'stream', 'topic', i.delivery -> 'topic',
        'key', i.delivery -> 'key', 'id', i.delivery -> 'id', 'type', 'delivery.offered.v1', 'data', i.delivery -> 'event')
        ORDER BY e.turn), '[]')
      INTO v_messages FROM unnest(v_effects) AS e JOIN unnest(p_items) AS i ON i.ordinal = e.ordinal WHERE e.effect = 'offered';
    INSERT INTO relay.delivery (id, record_id, resident_id, agency, purpose, category, stream, seq, mask, agreement, basis,
        envelope, wrapped_key, key_controller, state, reason, resident_epoch, offered_at)
      SELECT (i.delivery ->> 'id')::uuid, (i.delivery ->> 'recordId')::uuid, i.resident, i.recipient, i.purpose, i.category,
          CASE e.effect WHEN 'offered' THEN i.delivery ->> 'stream' END, m.seq,
          ARRAY(SELECT jsonb_array_elements_text(coalesce(i.delivery -> 'mask', '[]'))), i.delivery ->> 'agreement',
          i.delivery ->> 'basis', i.delivery ->> 'envelope', decode(i.delivery ->> 'wrappedKey', 'base64'),
          i.delivery ->> 'keyController', CASE e.effect WHEN 'refused' THEN 'refused' ELSE 'offered' END, i.reason,
          (i.epochs ->> 'resident')::bigint, coalesce(e.offered_at, p_now)
        FROM unnest(v_effects) AS e JOIN unnest(p_items) AS i ON i.ordinal = e.ordinal
          LEFT JOIN messaging.publish_v2(v_messages) AS m ON m.event_id = (i.delivery ->> 'id')::uuid
        WHERE e.effect IN ('offered', 'kept back', 'refused') ORDER BY e.turn;
    RETURN ARRAY(SELECT e.ordinal FROM unnest(v_effects) AS e WHERE e.effect = 'gone');
  END $$;
`;

/** The items as they were given are not read any more; whoever calls still hands them over. */
const EFFECT = `
  CREATE OR REPLACE FUNCTION relay.take_effects(p_items relay.disclosure_item[], p_given jsonb, p_results text[], p_now timestamptz)
    RETURNS text[]
    LANGUAGE plpgsql VOLATILE AS $$
  DECLARE
    v_opened uuid[];
    v_gone bigint[] := '{}';
  BEGIN
    IF EXISTS (SELECT 1 FROM unnest(p_items) AS i WHERE i.kind = 'offer') THEN
      v_gone := relay.offer_all(p_items, p_results, p_now);
    END IF;
    WITH opened AS (
      UPDATE relay.delivery d SET state = 'opened', opened_at = coalesce(d.opened_at, p_now)
        WHERE d.id IN (SELECT (i.delivery ->> 'id')::uuid FROM unnest(p_items) AS i
            WHERE i.kind = 'open' AND i.outcome = 'permit' AND p_results[i.ordinal] = 'recorded')
          AND d.state IN ('offered', 'opened') AND d.wrapped_key IS NOT NULL RETURNING d.id)
    SELECT coalesce(array_agg(id), '{}') INTO v_opened FROM opened;
    v_gone := v_gone || ARRAY(SELECT i.ordinal FROM unnest(p_items) AS i
      WHERE i.kind = 'open' AND i.outcome = 'permit' AND p_results[i.ordinal] = 'recorded' AND (i.delivery ->> 'id')::uuid <> ALL (v_opened));
    RETURN ARRAY(SELECT CASE WHEN i.ordinal = ANY (v_gone) THEN 'gone' ELSE p_results[i.ordinal] END
      FROM unnest(p_items) AS i ORDER BY i.ordinal);
  END $$;
`;
