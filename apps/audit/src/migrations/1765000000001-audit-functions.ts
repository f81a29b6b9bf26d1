import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The doors of schema `audit`: `append_v1` for every app that discloses, decides, searches or changes a directive, inside
 * its own transaction; `extend_v1` for the sequencer; `practitioner_key_v1` for entries that no resident's key can hold.
 */
export class AuditFunctions1765000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(APPEND);
    await db.query(EXTEND);
    await db.query(PRACTITIONER_KEY);
    await db.query(`
      REVOKE EXECUTE ON FUNCTION audit.append_v1(jsonb), audit.practitioner_key_v1(text, bytea),
        audit.extend_v1(bigint, uuid[], bytea[], int[], bigint[], bytea[], bytea, text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION audit.append_v1(jsonb) TO audit_app, consent_app, policy_app, relay_app, relay_owner;
      GRANT EXECUTE ON FUNCTION audit.practitioner_key_v1(text, bytea) TO audit_app, consent_app, policy_app, relay_app;
      GRANT EXECUTE ON FUNCTION audit.extend_v1(bigint, uuid[], bytea[], int[], bigint[], bytea[], bytea, text)
        TO audit_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION audit.append_v1(jsonb);
      DROP FUNCTION audit.extend_v1(bigint, uuid[], bytea[], int[], bigint[], bytea[], bytea, text);
      DROP FUNCTION audit.practitioner_key_v1(text, bytea);
    `);
  }
}

/**
 * Idempotent by refusal: the second append of an id raises 23505. The look into audit.entry comes after the insert and in
 * its own statement: an insert that waited for the sequencer's delete must then see the entry that it became, which only
 * READ COMMITTED shows. Returns the entry's time, which is also the time in its leaf.
 */
const APPEND = `
  CREATE FUNCTION audit.append_v1(entry jsonb) RETURNS timestamptz
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    entry_id uuid := (entry ->> 'id')::uuid;
    entry_at timestamptz := fence.domain_now();
    sealed   bytea := decode(entry ->> 'detail', 'base64');
    hash     bytea := decode(entry ->> 'detailHash', 'hex');
    facets   jsonb := entry -> 'index';
  BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'audit.append_v1 runs under read committed only' USING ERRCODE = '25001';
    END IF;
    IF sealed IS NULL OR hash IS NULL OR sha256(sealed) <> hash THEN
      RAISE EXCEPTION 'audit.append_v1: detailHash of entry % is not the SHA-256 of its sealed detail', entry_id
        USING ERRCODE = '22023';
    END IF;
    IF facets ->> 'action' IS NULL OR facets ->> 'outcome' IS NULL
       OR jsonb_typeof(facets -> 'categories') IS DISTINCT FROM 'array' THEN
      RAISE EXCEPTION 'audit.append_v1: the index of entry % lacks action, outcome or categories', entry_id
        USING ERRCODE = '22023';
    END IF;
    -- Casts that the sequencer will make later fail here, in the business transaction, and not there.
    PERFORM (facets ->> 'residentId')::uuid, (facets ->> 'deferNotice')::boolean;
    INSERT INTO audit.staging
           (id, at, kind, bundle, detail_hash, detail, wrapped_key, holder_level, holder_id, facets)
    VALUES (entry_id, entry_at, entry ->> 'kind', entry ->> 'bundle', hash, sealed,
            decode(entry ->> 'wrappedKey', 'base64'), entry #>> '{keyHolder,level}', entry #>> '{keyHolder,id}',
            facets);
    IF EXISTS (SELECT 1 FROM audit.entry e WHERE e.id = entry_id) THEN
      RAISE EXCEPTION 'audit.append_v1: entry % exists', entry_id USING ERRCODE = '23505';
    END IF;
    RETURN entry_at;
  END $$`;

/**
 * One batch, all or nothing: the staged entries become leaves from_size.., their tiles grow, the head and a checkpoint
 * follow. Refuses a batch that does not start at the head (40001: somebody else led), that names an entry which is not
 * staged, or that would change a hash already in a tile. An empty batch confirms the newest checkpoint.
 */
const EXTEND = `
  CREATE FUNCTION audit.extend_v1(from_size bigint, entry_ids uuid[], leaves bytea[], tile_levels int[],
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
                    facets ->> 'recordId', facets ->> 'deliveryId', coalesce((facets ->> 'deferNotice')::boolean, false)
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

/**
 * The practitioner's data key (wrapped by the key-encryption key): the stored one, else the caller's candidate is kept.
 * Idempotent; every caller gets the same key whoever came first.
 */
const PRACTITIONER_KEY = `
  CREATE FUNCTION audit.practitioner_key_v1(practitioner text, candidate bytea) RETURNS bytea
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE stored bytea;
  BEGIN
    INSERT INTO audit.practitioner_key AS k (practitioner, wrapped_key)
    VALUES (practitioner_key_v1.practitioner, candidate)
    ON CONFLICT DO NOTHING;
    SELECT k.wrapped_key INTO stored FROM audit.practitioner_key k
     WHERE k.practitioner = practitioner_key_v1.practitioner;
    RETURN stored;
  END $$`;
