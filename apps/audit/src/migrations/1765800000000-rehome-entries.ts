import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The key of an entry about an agency's record is held by the resident's key at that agency, `<resident>/<agency>` in the private
 * index; before, the resident's at the place held it. `RehomeEntries` moves what stands. Nothing in the log changes: an entry's
 * wrapped key is no part of its leaf.
 */
export class RehomeEntries1765800000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(WAITING);
    await db.query(REHOME);
  }

  async down(): Promise<void> {
    throw new Error('entries that have moved could not be read any more: restore a backup instead');
  }
}

/** Those that are staged now are moved once they are sequenced. */
export const TO_REHOME = `
  SELECT k.entry_id FROM audit.entry_key k JOIN audit.entry_index i USING (entry_id)
    WHERE k.holder_level = 'resident' AND k.holder_id NOT LIKE '%/%' AND i.source_agency IS NOT NULL AND i.kind IN ('disclosure', 'decision')
  UNION ALL
  SELECT s.id FROM audit.staging s
    WHERE s.holder_level = 'resident' AND s.holder_id NOT LIKE '%/%' AND s.facets ->> 'sourceAgency' IS NOT NULL AND s.kind IN ('disclosure', 'decision')`;

const WAITING = `
  CREATE TABLE audit.to_rehome (entry_id uuid PRIMARY KEY);
  INSERT INTO audit.to_rehome ${TO_REHOME};
  GRANT SELECT, UPDATE, DELETE ON audit.to_rehome TO audit_app;
`;

/** Only what is still held as it was read. */
const REHOME = `
  CREATE FUNCTION audit.rehome_v1(p_moved jsonb) RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH moved AS (
      UPDATE audit.entry_key k SET wrapped_key = decode(m.after, 'base64'), holder_id = m.holder
        FROM jsonb_to_recordset(p_moved) AS m(id uuid, before text, after text, holder text)
        WHERE k.entry_id = m.id AND k.holder_level = 'resident' AND k.wrapped_key = decode(m.before, 'base64')
          AND m.holder LIKE k.holder_id || '/%' RETURNING 1)
    SELECT count(*) FROM moved
  $$;
  GRANT EXECUTE ON FUNCTION audit.rehome_v1(jsonb) TO audit_app;
`;
