import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Record updates, deliveries, disclosures and recalls. What they hold of a person is sealed with the resident's key. */
export class CreateRelay1763770300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RECORDS);
    await runner.query(DELIVERIES);
    await runner.query(DISCLOSURES);
    await runner.query(ACCEPT);
    await runner.query(FOLLOW_UP);
    await runner.query(PUBLISHED);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('disclosures are not dropped: restore a backup instead');
  }
}

/** `work` is the queue of what accepted updates and changed consents still ask of the dispatcher, in order per resident. */
const RECORDS = `
  CREATE TABLE relay.record (
    id uuid PRIMARY KEY,
    resident_id uuid NOT NULL,
    source_agency text NOT NULL,
    source_id text NOT NULL,
    source_version integer NOT NULL CHECK (source_version > 0),
    category text NOT NULL,
    sealed_body bytea NOT NULL,
    body_hash bytea NOT NULL,
    received_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    retracted_at timestamptz,
    UNIQUE (source_agency, source_id, source_version)
  );
  CREATE INDEX record_of_resident ON relay.record (resident_id, category, source_agency);
  CREATE TABLE relay.resident_order (resident_id uuid PRIMARY KEY, seq bigint NOT NULL) WITH (fillfactor = 50);
  CREATE TABLE relay.work (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shard smallint NOT NULL,
    resident_id uuid NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('offer', 'backfill', 'sweep')),
    record_id uuid,
    queued_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    attempts integer NOT NULL DEFAULT 0,
    not_before timestamptz,
    UNIQUE (resident_id, seq)
  );
  CREATE INDEX work_of_shard ON relay.work (shard, id);
  ALTER TABLE relay.work SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
`;

/**
 * A feed is read by (offered_xid, position) below the oldest running transaction: a cursor over the identity alone would
 * step over rows that commit late (limits.md: 7.2 % of them).
 *
 * `wrapped_key` is the content key under the resident's data key; null once destroyed. A delivery that is refused,
 * replaced or destroyed keeps its seq as a tombstone, so the recipient's order has no hole it cannot explain.
 */
const DELIVERIES = `
  CREATE TABLE relay.delivery (
    id uuid PRIMARY KEY,
    record_id uuid NOT NULL REFERENCES relay.record,
    resident_id uuid NOT NULL,
    agency text NOT NULL,
    purpose text NOT NULL,
    category text NOT NULL,
    stream text,
    seq bigint,
    offered_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    position bigint GENERATED ALWAYS AS IDENTITY,
    mask text[] NOT NULL DEFAULT '{}',
    agreement text,
    basis text,
    envelope text,
    wrapped_key bytea,
    state text NOT NULL CHECK (state IN ('offered', 'opened', 'refused', 'replaced', 'destroyed')),
    reason text,
    resident_epoch bigint NOT NULL,
    offered_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    opened_at timestamptz,
    ended_at timestamptz,
    UNIQUE (stream, seq)
  );
  CREATE INDEX delivery_feed ON relay.delivery (agency, offered_xid, position) WHERE seq IS NOT NULL;
  CREATE INDEX delivery_of_record ON relay.delivery (record_id);
  CREATE INDEX delivery_of_resident ON relay.delivery (resident_id, agency);
  CREATE UNIQUE INDEX delivery_alive ON relay.delivery (record_id, agency, purpose) WHERE state IN ('offered', 'opened');
  CREATE TABLE relay.recall (
    id uuid PRIMARY KEY,
    delivery_id uuid NOT NULL REFERENCES relay.delivery,
    resident_id uuid NOT NULL,
    agency text NOT NULL,
    cause text NOT NULL CHECK (cause IN ('withdrawn', 'refused', 'retracted')),
    raised_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    raised_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    position bigint GENERATED ALWAYS AS IDENTITY,
    UNIQUE (delivery_id, cause)
  );
  CREATE INDEX recall_of_agency ON relay.recall (agency, raised_xid, position);
  CREATE INDEX recall_of_resident ON relay.recall (resident_id);
  CREATE TABLE relay.recall_answer (
    recall_id uuid NOT NULL REFERENCES relay.recall,
    processor text NOT NULL DEFAULT '' CHECK (processor ~ '^[A-Z0-9-]{0,20}$'),
    answer text NOT NULL CHECK (answer IN ('received', 'deleted', 'kept')),
    sealed_reason bytea,
    kept_until date,
    answered_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    PRIMARY KEY (recall_id, processor, answer),
    CHECK (answer <> 'kept' OR kept_until IS NOT NULL)
  );
`;

/** `override` holds break-glass grants, safeguarding concerns and legal duties; its doors come with their own issues. */
const DISCLOSURES = `
  CREATE TABLE relay.disclosure (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('view', 'list', 'offer', 'open')),
    resident_id uuid NOT NULL,
    requester_id text NOT NULL,
    recipient_agency text NOT NULL,
    source_agency text,
    purpose text NOT NULL,
    category text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('permit', 'deny')),
    reason text NOT NULL,
    entry_id uuid NOT NULL UNIQUE,
    delivery_id uuid,
    repeats uuid,
    committed_at timestamptz NOT NULL,
    not_sent boolean NOT NULL DEFAULT false
  );
  CREATE INDEX disclosure_of_resident ON relay.disclosure (resident_id, committed_at);
  CREATE INDEX disclosure_of_delivery ON relay.disclosure (delivery_id) WHERE delivery_id IS NOT NULL;
  CREATE TABLE relay.override (
    id uuid PRIMARY KEY,
    resident_id uuid NOT NULL,
    mode text NOT NULL CHECK (mode IN ('VITAL', 'SAFEGUARDING', 'LEGAL_DUTY')),
    agency text NOT NULL,
    practitioner_id uuid,
    categories text[] NOT NULL,
    purpose text NOT NULL,
    instrument text,
    starts_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    ends_at timestamptz NOT NULL
  );
  CREATE INDEX override_of_resident ON relay.override (resident_id, agency);
  SELECT fence.guard_table_v1('relay.override', 'resident', 'resident_id');
`;

/**
 * One statement per batch, committed before it is acknowledged. The counter row is locked first, so the order of
 * commits of one resident's updates is the order of their seq; residents are taken sorted, so batches never deadlock.
 */
const ACCEPT = `
  CREATE FUNCTION relay.enqueue(p_resident uuid, p_kind text, p_record uuid) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_seq bigint;
  BEGIN
    INSERT INTO relay.resident_order AS o (resident_id, seq) VALUES (p_resident, 1)
      ON CONFLICT (resident_id) DO UPDATE SET seq = o.seq + 1 RETURNING seq INTO v_seq;
    INSERT INTO relay.work (shard, resident_id, seq, kind, record_id)
      VALUES (abs(hashtextextended(p_resident::text, 0) % 4), p_resident, v_seq, p_kind, p_record);
  END $$;

  CREATE FUNCTION relay.accept_v1(p_records jsonb) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    r record;
    v_known relay.record;
    v_newest integer;
    v_results jsonb := '[]';
    v_status text;
    v_id uuid;
  BEGIN
    FOR r IN SELECT x.* FROM jsonb_to_recordset(p_records) AS x(ordinal int, id uuid, "residentId" uuid, "sourceAgency" text,
        "sourceId" text, "sourceVersion" int, category text, "sealedBody" text, "bodyHash" text)
        ORDER BY x."residentId", x."sourceId", x."sourceVersion", x.ordinal LOOP
      PERFORM pg_advisory_xact_lock(hashtextextended('record:' || r."sourceAgency" || ':' || r."sourceId", 0));
      v_id := r.id;
      SELECT * INTO v_known FROM relay.record k WHERE k.source_agency = r."sourceAgency" AND k.source_id = r."sourceId"
        AND k.source_version = r."sourceVersion";
      SELECT max(k.source_version) INTO v_newest FROM relay.record k
        WHERE k.source_agency = r."sourceAgency" AND k.source_id = r."sourceId";
      IF v_known.id IS NOT NULL THEN
        v_id := v_known.id;
        v_status := CASE WHEN v_known.body_hash = decode(r."bodyHash", 'hex') AND v_known.resident_id = r."residentId"
          AND v_known.category = r.category THEN 'duplicate' ELSE 'conflict' END;
      ELSIF v_newest > r."sourceVersion" THEN
        v_status := 'stale';
      ELSE
        INSERT INTO relay.record (id, resident_id, source_agency, source_id, source_version, category, sealed_body, body_hash)
          VALUES (r.id, r."residentId", r."sourceAgency", r."sourceId", r."sourceVersion", r.category,
            decode(r."sealedBody", 'base64'), decode(r."bodyHash", 'hex'));
        PERFORM relay.enqueue(r."residentId", 'offer', r.id);
        v_status := 'accepted';
      END IF;
      v_results := v_results || jsonb_build_object('ordinal', r.ordinal, 'id', v_id, 'status', v_status, 'newestVersion', v_newest);
    END LOOP;
    RETURN v_results;
  END $$;
`;

/**
 * What consents and relationships changed becomes work in the same order; a retraction fences, destroys the keys of
 * every delivery of the record and says which agencies must be told.
 */
const FOLLOW_UP = `
  CREATE FUNCTION relay.enqueue_v1(p_resident uuid, p_kind text) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT relay.enqueue(p_resident, p_kind, NULL) $$;

  CREATE FUNCTION relay.end_delivery_v1(p_delivery uuid, p_state text, p_reason text, p_cause text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_ended relay.delivery;
  BEGIN
    UPDATE relay.delivery SET state = p_state, reason = p_reason, wrapped_key = NULL, ended_at = fence.domain_now()
      WHERE id = p_delivery AND state IN ('offered', 'opened') RETURNING * INTO v_ended;
    IF NOT FOUND THEN RETURN false; END IF;
    IF v_ended.opened_at IS NOT NULL AND p_cause IS NOT NULL THEN
      INSERT INTO relay.recall (id, delivery_id, resident_id, agency, cause)
        VALUES (gen_random_uuid(), p_delivery, v_ended.resident_id, v_ended.agency, p_cause) ON CONFLICT DO NOTHING;
    END IF;
    RETURN true;
  END $$;

  -- Ends a delivery that was sealed with more than may now be read, and asks for a narrower one in its place.
  CREATE FUNCTION relay.replace_v1(p_delivery uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF NOT relay.end_delivery_v1(p_delivery, 'replaced', 'replaced', NULL) THEN RETURN false; END IF;
    PERFORM relay.enqueue(d.resident_id, 'offer', d.record_id) FROM relay.delivery d WHERE d.id = p_delivery;
    RETURN true;
  END $$;

  -- What a temporary bar refused at its opening is over for its recipient, who has moved on: it makes room for a new one.
  CREATE FUNCTION relay.end_refused_v1(p_resident uuid) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT relay.end_delivery_v1(d.id, 'replaced', 'replaced', NULL) FROM relay.delivery d
    WHERE d.resident_id = p_resident AND d.state = 'offered' AND EXISTS (SELECT 1 FROM relay.disclosure x
      WHERE x.delivery_id = d.id AND x.kind IN ('open', 'list') AND x.outcome = 'deny')
  $$;

  CREATE FUNCTION relay.retract_v1(p_record uuid, p_agency text) RETURNS timestamptz
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_resident uuid;
    v_at timestamptz := fence.domain_now();
  BEGIN
    SELECT r.resident_id INTO v_resident FROM relay.record r WHERE r.id = p_record AND r.source_agency = p_agency;
    IF NOT FOUND THEN RETURN NULL; END IF;
    PERFORM fence.touch_residents_v1(ARRAY[v_resident]);
    UPDATE relay.record SET retracted_at = coalesce(retracted_at, v_at) WHERE id = p_record RETURNING retracted_at INTO v_at;
    PERFORM relay.end_delivery_v1(d.id, 'destroyed', 'retracted', 'retracted') FROM relay.delivery d
      WHERE d.record_id = p_record AND d.state IN ('offered', 'opened');
    RETURN v_at;
  END $$;
`;

const PUBLISHED = `
  CREATE FUNCTION relay.override_facts_v1(p_resident uuid, p_agency text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'mode', o.mode, 'agency', o.agency,
      'practitionerId', o.practitioner_id, 'categories', o.categories, 'purpose', o.purpose,
      'instrument', o.instrument, 'startsAt', o.starts_at, 'endsAt', o.ends_at)), '[]')
    FROM relay.override o WHERE o.resident_id = p_resident AND o.agency = p_agency
  $$;
`;

const GRANTS = `
  GRANT SELECT ON relay.record, relay.work, relay.delivery, relay.disclosure, relay.recall, relay.recall_answer,
    relay.override TO relay_app;
  GRANT UPDATE (attempts, not_before), DELETE ON relay.work TO relay_app;
  GRANT UPDATE (not_sent) ON relay.disclosure TO relay_app;
  GRANT INSERT, UPDATE (answer) ON relay.recall_answer TO relay_app;
  GRANT EXECUTE ON FUNCTION relay.accept_v1(jsonb), relay.enqueue_v1(uuid, text),
    relay.end_delivery_v1(uuid, text, text, text), relay.replace_v1(uuid),
    relay.end_refused_v1(uuid), relay.retract_v1(uuid, text) TO relay_app;
  GRANT USAGE ON SCHEMA relay TO policy_app;
  GRANT EXECUTE ON FUNCTION relay.override_facts_v1(uuid, text) TO relay_app, policy_app;
`;
