import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people are told of a line beside its outcome: why, and as what the requester asked. Lines from before have neither,
 * and are shown without. `entry_line` keeps the order of columns of `entry_index`, new ones last.
 */
export class ToldLines1765000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE audit.entry_index ADD COLUMN reason text, ADD COLUMN requester_kind text,
        ADD COLUMN requester_roles text[] NOT NULL DEFAULT '{}';
      CREATE INDEX entry_index_asker ON audit.entry_index (requester_id, at DESC, entry_id DESC);
    `);
    await db.query(LINES);
    await db.query(EXTEND);
  }

  async down(): Promise<void> {
    throw new Error('what lines told is not forgotten: restore a backup instead');
  }
}

/** Roles are read leniently: what `append_v1` let in must never stop the sequencer. */
const ROLES = `CASE jsonb_typeof(facets -> 'requesterRoles') WHEN 'array'
  THEN ARRAY(SELECT pg_catalog.jsonb_array_elements_text(facets -> 'requesterRoles')) ELSE '{}' END`;

const LINES = `
  CREATE OR REPLACE VIEW audit.entry_line AS
    SELECT entry_id, at, kind, resident_id, action, outcome, rule, purpose, categories, source_agency,
           requester_agency, recipient_agency, requester_id, practitioner_id, disclosure_id, agreement, basis, record_id,
           delivery_id, defer_notice, reason, requester_kind, requester_roles
      FROM audit.entry_index
    UNION ALL
    SELECT id, at, kind, (facets ->> 'residentId')::uuid, facets ->> 'action', facets ->> 'outcome',
           facets ->> 'rule', facets ->> 'purpose',
           ARRAY(SELECT pg_catalog.jsonb_array_elements_text(facets -> 'categories')),
           facets ->> 'sourceAgency', facets ->> 'requesterAgency', facets ->> 'recipientAgency',
           facets ->> 'requesterId', facets ->> 'practitionerId', facets ->> 'disclosureId',
           facets ->> 'agreement', facets ->> 'basis', facets ->> 'recordId', facets ->> 'deliveryId',
           coalesce((facets ->> 'deferNotice')::boolean, false), facets ->> 'reason', facets ->> 'requesterKind', ${ROLES}
      FROM audit.staging;
`;

/** As before, and the three. */
const EXTEND = `
  CREATE OR REPLACE FUNCTION audit.extend_v1(from_size bigint, entry_ids uuid[], leaves bytea[], tile_levels int[],
    tile_indexes bigint[], tile_hashes bytea[], new_root bytea, signed_note text) RETURNS bigint
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    clock    timestamptz := fence.domain_now();
    wanted   bigint := cardinality(entry_ids);
    new_size bigint := from_size + cardinality(entry_ids);
    done     bigint;
  BEGIN
    PERFORM 1 FROM audit.head h WHERE h.size = from_size FOR UPDATE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'audit.extend_v1: the log does not end at %', from_size USING ERRCODE = '40001';
    END IF;
    IF cardinality(leaves) <> wanted OR cardinality(tile_levels) <> cardinality(tile_hashes)
       OR cardinality(tile_indexes) <> cardinality(tile_hashes) THEN
      RAISE EXCEPTION 'audit.extend_v1: arrays of different length' USING ERRCODE = '22023';
    END IF;
    WITH batch AS (SELECT * FROM unnest(entry_ids, leaves) WITH ORDINALITY AS b(id, leaf, place)),
    moved AS (DELETE FROM audit.staging s USING batch b WHERE s.id = b.id RETURNING s.*, b.leaf, b.place),
    entries AS (INSERT INTO audit.entry (idx, id, at, leaf) SELECT from_size + place - 1, id, at, leaf FROM moved),
    details AS (INSERT INTO audit.detail (entry_id, sealed) SELECT id, detail FROM moved),
    keys AS (INSERT INTO audit.entry_key (entry_id, wrapped_key, holder_level, holder_id)
             SELECT id, wrapped_key, holder_level, holder_id FROM moved),
    lines AS (INSERT INTO audit.entry_index
             SELECT id, at, kind, (facets ->> 'residentId')::uuid, facets ->> 'action', facets ->> 'outcome',
                    facets ->> 'rule', facets ->> 'purpose',
                    ARRAY(SELECT jsonb_array_elements_text(facets -> 'categories')), facets ->> 'sourceAgency',
                    facets ->> 'requesterAgency', facets ->> 'recipientAgency', facets ->> 'requesterId',
                    facets ->> 'practitionerId', facets ->> 'disclosureId', facets ->> 'agreement', facets ->> 'basis',
                    facets ->> 'recordId', facets ->> 'deliveryId', coalesce((facets ->> 'deferNotice')::boolean, false),
                    facets ->> 'reason', facets ->> 'requesterKind', ${ROLES}
               FROM moved)
    SELECT count(*) INTO done FROM moved;
    IF done <> wanted THEN
      RAISE EXCEPTION 'audit.extend_v1: % of % entries are staged', done, wanted USING ERRCODE = '40001';
    END IF;
    INSERT INTO audit.tile AS t (level, idx, hashes)
    SELECT * FROM unnest(tile_levels, tile_indexes, tile_hashes)
    ON CONFLICT (level, idx) DO UPDATE SET hashes = excluded.hashes
      WHERE substring(excluded.hashes FROM 1 FOR length(t.hashes)) = t.hashes;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> cardinality(tile_hashes) THEN
      RAISE EXCEPTION 'audit.extend_v1: a tile would rewrite history' USING ERRCODE = '23514';
    END IF;
    UPDATE audit.head SET size = new_size;
    INSERT INTO audit.checkpoint AS c (size, root, note, signed_at, confirmed_at)
    VALUES (new_size, new_root, signed_note, clock, clock)
    ON CONFLICT (size) DO UPDATE SET confirmed_at = excluded.confirmed_at, note = excluded.note
      WHERE c.root = excluded.root;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> 1 THEN
      RAISE EXCEPTION 'audit.extend_v1: another root is signed at size %', new_size USING ERRCODE = '23514';
    END IF;
    RETURN new_size;
  END $$`;
