import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `relay.accept_v2`, a batch at a time: its promise stays, so processes of the release before call it, too, and all that accept lock
 * in one order. First the records by name, in an order of their own; then, in a later statement that sees what others committed
 * under those locks, one write a table.
 */
export class AcceptSets1766200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [HOLD, ACCEPT]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('what was accepted stays as it is: restore a backup instead');
  }
}

/** The names of records, not their rows: of a new one there is none to lock yet. */
const HOLD = `
  CREATE FUNCTION relay.hold_names(p_records jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE AS $$
  DECLARE
    v_key bigint;
  BEGIN
    FOR v_key IN SELECT DISTINCT hashtextextended('record:' || r."sourceAgency" || ':' || r."sourceId", 0) AS k
        FROM jsonb_to_recordset(p_records) AS r("sourceAgency" text, "sourceId" text) ORDER BY k LOOP
      PERFORM pg_advisory_xact_lock(v_key);
    END LOOP;
  END $$;
`;

/**
 * Versions of a record come in their order, whatever order they were sent in, and what repeats another of its batch is compared with
 * that one. A resident's counter is moved once, in the residents' order, and held until the commit: so the order of commits of one
 * resident's updates is the order of their seq, which here is numbered by rank.
 */
const ACCEPT = `
  CREATE OR REPLACE FUNCTION relay.accept_v2(p_records jsonb) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_results jsonb;
    v_now timestamptz;
  BEGIN
    PERFORM relay.hold_names(p_records);
    v_now := fence.domain_now();
    WITH given AS MATERIALIZED (
      SELECT x.ordinal, x.id, x."residentId" AS resident, x."sourceAgency" AS agency, x."sourceId" AS source,
          x."sourceVersion" AS version, x.category, x."sealedBody" AS body, decode(x."bodyHash", 'hex') AS hash, x."keyController" AS controller
        FROM jsonb_to_recordset(p_records) AS x(ordinal int, id uuid, "residentId" uuid, "sourceAgency" text, "sourceId" text,
          "sourceVersion" int, category text, "sealedBody" text, "bodyHash" text, "keyController" text)),
    compared AS (
      SELECT g.ordinal, g.id, g.resident, g.agency, g.source, g.version, row_number() OVER same = 1 AS is_first,
          k.id IS NOT NULL AS is_known, coalesce(k.id, first_value(g.id) OVER same) AS known,
          CASE WHEN k.id IS NULL THEN (g.hash, g.resident, g.category)
              = (first_value(g.hash) OVER same, first_value(g.resident) OVER same, first_value(g.category) OVER same)
            ELSE (g.hash, g.resident, g.category) = (k.body_hash, k.resident_id, k.category) END AS is_same,
          n.version AS newest, lag(g.version) OVER versions AS before
        FROM given g
          LEFT JOIN relay.record k ON k.source_agency = g.agency AND k.source_id = g.source AND k.source_version = g.version
          CROSS JOIN LATERAL (SELECT max(r.source_version) AS version FROM relay.record r
            WHERE r.source_agency = g.agency AND r.source_id = g.source) AS n
        WINDOW same AS (PARTITION BY g.agency, g.source, g.version ORDER BY g.ordinal),
          versions AS (PARTITION BY g.agency, g.source ORDER BY g.version, g.ordinal)),
    judged AS MATERIALIZED (
      SELECT c.*, CASE WHEN NOT is_known AND newest > version THEN 'stale' WHEN NOT is_known AND is_first THEN 'accepted'
          WHEN is_same THEN 'duplicate' ELSE 'conflict' END AS status
        FROM compared c),
    counted AS (
      INSERT INTO relay.resident_order AS o (resident_id, seq)
        SELECT j.resident, count(*) FROM judged j WHERE j.status = 'accepted' GROUP BY j.resident ORDER BY j.resident
        ON CONFLICT (resident_id) DO UPDATE SET seq = o.seq + excluded.seq RETURNING o.resident_id, o.seq),
    stored AS (
      INSERT INTO relay.record (id, resident_id, source_agency, source_id, source_version, category, sealed_body, body_hash,
          key_controller, received_at)
        SELECT g.id, g.resident, g.agency, g.source, g.version, g.category, decode(g.body, 'base64'), g.hash, g.controller, v_now
          FROM given g JOIN judged j USING (ordinal) WHERE j.status = 'accepted'),
    queued AS (
      INSERT INTO relay.work (shard, resident_id, seq, kind, record_id, queued_at)
        SELECT abs(hashtextextended(j.resident::text, 0) % 4), j.resident,
            o.seq - count(*) OVER (PARTITION BY j.resident) + row_number() OVER turns, 'offer', j.id, v_now
          FROM judged j JOIN counted o ON o.resident_id = j.resident WHERE j.status = 'accepted'
          WINDOW turns AS (PARTITION BY j.resident ORDER BY j.agency, j.source, j.version)
          ORDER BY j.resident, j.agency, j.source, j.version)
    SELECT jsonb_agg(jsonb_build_object('ordinal', j.ordinal, 'status', j.status, 'newestVersion', greatest(j.newest, j.before),
        'id', CASE j.status WHEN 'stale' THEN j.id ELSE j.known END)) INTO v_results FROM judged j;
    RETURN coalesce(v_results, '[]');
  END $$;
`;
