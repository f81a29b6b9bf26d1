import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `append_v2` takes the time that its caller has decided by: a disclosure's own, compared with the end of the consent, so that
 * no entry of a batch is dated after it. For `relay.disclose` alone; everybody else's entries are dated as they come.
 */
export class EntryAt1765100300000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(APPEND);
    await db.query('GRANT EXECUTE ON FUNCTION audit.append_v2(jsonb, timestamptz) TO relay_owner');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION audit.append_v2(jsonb, timestamptz)');
  }
}

/** As `append_v1` in everything else. A time to come, or of long ago, is nobody's: the log is in the order of what happened. */
const APPEND = `
  CREATE FUNCTION audit.append_v2(entry jsonb, entry_at timestamptz) RETURNS timestamptz
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    entry_id uuid := (entry ->> 'id')::uuid;
    clock    timestamptz := fence.domain_now();
    sealed   bytea := decode(entry ->> 'detail', 'base64');
    hash     bytea := decode(entry ->> 'detailHash', 'hex');
    facets   jsonb := entry -> 'index';
  BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE EXCEPTION 'audit.append_v2 runs under read committed only' USING ERRCODE = '25001';
    END IF;
    IF entry_at IS NULL OR entry_at > clock OR entry_at < clock - interval '10 seconds' THEN
      RAISE EXCEPTION 'audit.append_v2: entry % is dated %, and it is %', entry_id, entry_at, clock USING ERRCODE = '22023';
    END IF;
    IF sealed IS NULL OR hash IS NULL OR sha256(sealed) <> hash THEN
      RAISE EXCEPTION 'audit.append_v2: detailHash of entry % is not the SHA-256 of its sealed detail', entry_id
        USING ERRCODE = '22023';
    END IF;
    IF facets ->> 'action' IS NULL OR facets ->> 'outcome' IS NULL
       OR jsonb_typeof(facets -> 'categories') IS DISTINCT FROM 'array' THEN
      RAISE EXCEPTION 'audit.append_v2: the index of entry % lacks action, outcome or categories', entry_id
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
      RAISE EXCEPTION 'audit.append_v2: entry % exists', entry_id USING ERRCODE = '23505';
    END IF;
    RETURN entry_at;
  END $$`;
