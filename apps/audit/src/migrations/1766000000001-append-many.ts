import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Entries come in sets, with every check that each had alone, and their sealed details are written once: into `audit.detail` at
 * once, in the transaction of what they record, while staging and the sequencer move the small rest.
 */
export class AppendMany1766000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // What an app of the release before had staged brings its detail along.
    await db.query('ALTER TABLE audit.staging ALTER COLUMN detail DROP NOT NULL');
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
 * What cannot be an entry is refused with its id, and all that came with it. The look into audit.entry comes after the insert and
 * in its own statement: an insert that waited for the sequencer's delete must then see the entry that it became.
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
    -- The casts are those that the sequencer will make later: they fail here, in the business transaction, and not there.
    SELECT min(e.id::text) FILTER (WHERE e.sealed IS NULL OR e.hash IS NULL OR sha256(e.sealed) <> e.hash) AS altered,
        min(e.id::text) FILTER (WHERE length(e.sealed) NOT BETWEEN 1 AND 131072) AS oversized,
        min(e.id::text) FILTER (WHERE e.facets ->> 'action' IS NULL OR e.facets ->> 'outcome' IS NULL
          OR jsonb_typeof(e.facets -> 'categories') IS DISTINCT FROM 'array') AS unindexed,
        count((e.facets ->> 'residentId')::uuid), count((e.facets ->> 'deferNotice')::boolean)
      INTO v
      FROM (SELECT (p ->> 'id')::uuid AS id, decode(p ->> 'detail', 'base64') AS sealed, decode(p ->> 'detailHash', 'hex') AS hash,
          p -> 'index' AS facets FROM unnest(p_entries) AS p) AS e;
    IF v.altered IS NOT NULL THEN
      RAISE EXCEPTION 'audit.append: detailHash of entry % is not the SHA-256 of its sealed detail', v.altered USING ERRCODE = '22023';
    END IF;
    IF v.oversized IS NOT NULL THEN
      RAISE EXCEPTION 'audit.append: the sealed detail of entry % has not 1 to 131072 bytes', v.oversized USING ERRCODE = '23514';
    END IF;
    IF v.unindexed IS NOT NULL THEN
      RAISE EXCEPTION 'audit.append: the index of entry % lacks action, outcome or categories', v.unindexed USING ERRCODE = '22023';
    END IF;
    INSERT INTO audit.staging (id, at, kind, bundle, detail_hash, wrapped_key, holder_level, holder_id, facets)
      SELECT (p ->> 'id')::uuid, p_at, p ->> 'kind', p ->> 'bundle', decode(p ->> 'detailHash', 'hex'),
        decode(p ->> 'wrappedKey', 'base64'), p #>> '{keyHolder,level}', p #>> '{keyHolder,id}', p -> 'index'
      FROM unnest(p_entries) AS p;
    INSERT INTO audit.detail (entry_id, sealed)
      SELECT (p ->> 'id')::uuid, decode(p ->> 'detail', 'base64') FROM unnest(p_entries) AS p;
    IF EXISTS (SELECT 1 FROM unnest(p_entries) AS p JOIN audit.entry e ON e.id = (p ->> 'id')::uuid) THEN
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
