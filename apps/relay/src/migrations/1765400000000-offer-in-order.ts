import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two promises of `relay.offer`. Within a stream the versions of a record never go back (promise 5): whoever numbers a delivery
 * holds the stream first, and looks only then, so what others numbered a moment before is seen.
 *
 * And what is withheld for what it says is kept back: to its sender a delivery like any that waits, living and ending with the
 * others, with nothing behind it that anybody could open (domain 1.15: what a sender reads never depends on what a record
 * said about a place). Once it may leave, the delivery proper takes its place under the same id, dated the same.
 */
export class OfferInOrder1765400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OFFER);
  }

  async down(): Promise<void> {
    throw new Error('older versions would be offered after newer ones: restore a backup instead');
  }
}

/**
 * Dead deliveries count: their recipient may have read them. Streams of an incarnation before this one count too, for they
 * went to the same agency about the same person.
 */
const OFFER = `
  CREATE FUNCTION relay.is_superseded(p_record uuid, p_agency text) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM relay.record r
      JOIN relay.record n ON n.source_agency = r.source_agency AND n.source_id = r.source_id
        AND n.source_version > r.source_version AND n.resident_id = r.resident_id
      JOIN relay.delivery d ON d.record_id = n.id AND d.agency = p_agency AND d.seq IS NOT NULL
      WHERE r.id = p_record)
  $$;

  CREATE OR REPLACE FUNCTION relay.offer(p_item jsonb, p_delivery jsonb) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_permit boolean := p_item ->> 'outcome' = 'permit';
    v_keep_back boolean := p_item ->> 'reason' = 'withheld';
    v_record uuid := (p_delivery ->> 'recordId')::uuid;
    v_alive relay.delivery;
    v_seq bigint;
  BEGIN
    IF v_permit THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('stream:' || (p_delivery ->> 'stream'), 0));
    END IF;
    -- The resident's work row is the token of the right to offer: whoever finds it gone was overtaken.
    PERFORM 1 FROM relay.work w WHERE w.id = (p_item ->> 'workId')::bigint FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    SELECT * INTO v_alive FROM relay.delivery d WHERE d.record_id = v_record
      AND d.agency = p_item ->> 'recipientAgency' AND d.purpose = p_item ->> 'purpose' AND d.state IN ('offered', 'opened');
    IF v_alive.seq IS NOT NULL THEN RETURN false; END IF;
    -- Kept back, and still not to be had: recorded as a decision; nothing that its sender reads changes.
    IF v_alive.id IS NOT NULL AND NOT v_permit THEN RETURN true; END IF;
    -- What is kept back is overtaken as what is offered: its sender cannot tell them apart.
    IF (v_permit OR v_keep_back) AND relay.is_superseded(v_record, p_item ->> 'recipientAgency') THEN RETURN false; END IF;
    IF v_alive.id IS NOT NULL THEN
      IF v_alive.id IS DISTINCT FROM (p_delivery ->> 'id')::uuid THEN RETURN false; END IF;
      DELETE FROM relay.delivery d WHERE d.id = v_alive.id;
    END IF;
    -- A refusal that only repeats the last one is recorded as a decision, but shown to the sender once.
    IF NOT v_permit AND NOT v_keep_back AND EXISTS (SELECT 1 FROM relay.delivery d WHERE d.record_id = v_record
        AND d.agency = p_item ->> 'recipientAgency' AND d.purpose = p_item ->> 'purpose'
        AND d.seq IS NULL AND d.reason = p_item ->> 'reason') THEN
      RETURN true;
    END IF;
    IF v_permit THEN
      v_seq := messaging.publish_v1(p_delivery ->> 'stream', p_delivery ->> 'topic', p_delivery ->> 'key',
        (p_delivery ->> 'id')::uuid, 'delivery.offered.v1', p_delivery -> 'event');
    END IF;
    INSERT INTO relay.delivery (id, record_id, resident_id, agency, purpose, category, stream, seq, mask, agreement, basis,
        envelope, wrapped_key, state, reason, resident_epoch, offered_at)
      VALUES ((p_delivery ->> 'id')::uuid, v_record, (p_item ->> 'residentId')::uuid,
        p_item ->> 'recipientAgency', p_item ->> 'purpose', p_item ->> 'category',
        CASE WHEN v_permit THEN p_delivery ->> 'stream' END, v_seq,
        ARRAY(SELECT jsonb_array_elements_text(coalesce(p_delivery -> 'mask', '[]'))),
        p_delivery ->> 'agreement', p_delivery ->> 'basis', p_delivery ->> 'envelope',
        decode(p_delivery ->> 'wrappedKey', 'base64'),
        CASE WHEN v_permit OR v_keep_back THEN 'offered' ELSE 'refused' END, p_item ->> 'reason',
        (p_item #>> '{epochs,resident}')::bigint, coalesce(v_alive.offered_at, fence.domain_now()));
    RETURN true;
  END $$;
`;
