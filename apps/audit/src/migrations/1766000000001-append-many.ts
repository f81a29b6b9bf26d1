import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Entries come in sets, with every check that each had alone, and their sealed details are written once: into `audit.detail` at
 * once, in the transaction of what they record, while staging and the sequencer move the small rest.
 */
export class AppendMany1766000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // What an app of the release before had staged brings its detail along.
    await db.query('ALTER TABLE audit.staging ALTER COLUMN detail DROP NOT NULL');
    // Ciphertext: trying to compress it only costs.
    await db.query('ALTER TABLE audit.detail ALTER COLUMN sealed SET STORAGE EXTERNAL');
    await db.query(APPEND);
    await db.query(DOORS);
    await db.query(EXTEND);
    await db.query('GRANT EXECUTE ON FUNCTION audit.append_v3(jsonb[], timestamptz) TO relay_owner');
  }

  async down(): Promise<void> {
    throw new Error('a staged entry no longer brings its detail along: restore a backup instead');
  }
}

/**
 * What cannot be an entry is refused with its id, and all that came with it: nothing of it is written, and the statement fails. Each
 * is decoded once. The look into audit.entry comes after the insert and in its own statement: an insert that waited for the
 * sequencer's delete must then see the entry that it became. The casts of the index are those that the sequencer will make later: they
 * fail here, in the business transaction, and not there.
 */
const APPEND = `
  CREATE FUNCTION audit.append(p_entries jsonb[], p_at timestamptz) RETURNS void
  LANGUAGE plpgsql VOLATILE AS $$
  DECLARE
    v record;
  BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'audit.append runs under read committed only' USING ERRCODE = '25001';
    END IF;
    WITH given AS MATERIALIZED (
      SELECT (p ->> 'id')::uuid AS id, p ->> 'kind' AS kind, p ->> 'bundle' AS bundle, decode(p ->> 'detailHash', 'hex') AS hash,
        decode(p ->> 'detail', 'base64') AS sealed, decode(p ->> 'wrappedKey', 'base64') AS wrapped_key,
        p #>> '{keyHolder,level}' AS level, p #>> '{keyHolder,id}' AS holder, p -> 'index' AS facets FROM unnest(p_entries) AS p
    ), judged AS MATERIALIZED (
      SELECT g.*, CASE
          WHEN g.sealed IS NULL OR g.hash IS NULL OR sha256(g.sealed) <> g.hash THEN 'altered'
          WHEN length(g.sealed) NOT BETWEEN 1 AND 131072 THEN 'oversized'
          WHEN g.facets ->> 'action' IS NULL OR g.facets ->> 'outcome' IS NULL
            OR jsonb_typeof(g.facets -> 'categories') IS DISTINCT FROM 'array' THEN 'unindexed' END AS fault,
        (g.facets ->> 'residentId')::uuid AS resident, (g.facets ->> 'deferNotice')::boolean AS deferred FROM given g
    ), details AS (
      INSERT INTO audit.detail (entry_id, sealed) SELECT j.id, j.sealed FROM judged j WHERE j.fault IS NULL
    ), staged AS (
      INSERT INTO audit.staging (id, at, kind, bundle, detail_hash, wrapped_key, holder_level, holder_id, facets)
        SELECT j.id, p_at, j.kind, j.bundle, j.hash, j.wrapped_key, j.level, j.holder, j.facets FROM judged j WHERE j.fault IS NULL
    )
    SELECT min(j.id::text) FILTER (WHERE j.fault = 'altered') AS altered, min(j.id::text) FILTER (WHERE j.fault = 'oversized') AS oversized,
        min(j.id::text) FILTER (WHERE j.fault = 'unindexed') AS unindexed, count(j.resident), count(j.deferred), array_agg(j.id) AS ids
      INTO v FROM judged j;
    IF v.altered IS NOT NULL THEN
      RAISE EXCEPTION 'audit.append: detailHash of entry % is not the SHA-256 of its sealed detail', v.altered USING ERRCODE = '22023';
    END IF;
    IF v.oversized IS NOT NULL THEN
      RAISE EXCEPTION 'audit.append: the sealed detail of entry % has not 1 to 131072 bytes', v.oversized USING ERRCODE = '23514';
    END IF;
    IF v.unindexed IS NOT NULL THEN
      RAISE EXCEPTION 'audit.append: the index of entry % lacks action, outcome or categories', v.unindexed USING ERRCODE = '22023';
    END IF;
    IF EXISTS (SELECT 1 FROM audit.entry e WHERE e.id = ANY (v.ids)) THEN
      RAISE EXCEPTION 'audit.append: an entry of these exists' USING ERRCODE = '23505';
    END IF;
  END $$;
`;

/** One implementation behind each door; what they answer is as before. A time to come, or of long ago, is nobody's. */
const DOORS = `
  CREATE OR REPLACE FUNCTION audit.append_v1(entry jsonb) RETURNS timestamptz
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    entry_at timestamptz := fence.domain_now();
  BEGIN
    PERFORM audit.append(ARRAY[entry], entry_at);
    RETURN entry_at;
  END $$;

  CREATE FUNCTION audit.append_v3(entries jsonb[], entries_at timestamptz) RETURNS timestamptz
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    clock timestamptz := fence.domain_now();
  BEGIN
    IF entries_at IS NULL OR entries_at > clock OR entries_at < clock - interval '10 seconds' THEN
      RAISE EXCEPTION 'audit.append: entries are dated %, and it is %', entries_at, clock USING ERRCODE = '22023';
    END IF;
    PERFORM audit.append(entries, entries_at);
    RETURN entries_at;
  END $$;

  CREATE OR REPLACE FUNCTION audit.append_v2(entry jsonb, entry_at timestamptz) RETURNS timestamptz
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$ SELECT audit.append_v3(ARRAY[entry], entry_at) $$;
`;

/** As it stands, but for details that are where they belong already. */
const EXTEND = `
  DO $migration$
  DECLARE
    v_before text := pg_get_functiondef('audit.extend_v1(bigint, uuid[], bytea[], int[], bigint[], bytea[], bytea, text)'::regprocedure);
    v_after text := replace(v_before, '(entry_id, sealed) SELECT id, detail FROM moved)',
      '(entry_id, sealed) SELECT id, detail FROM moved WHERE detail IS NOT NULL)');
  BEGIN
    IF v_after = v_before THEN RAISE EXCEPTION 'audit.extend_v1 moves details in another way than this migration knows'; END IF;
    EXECUTE v_after;
  END $migration$;
`;
