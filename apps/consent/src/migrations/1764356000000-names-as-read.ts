import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Names are indexed by how they can be read, and no longer by a fold in which Jo and Joe were one (ADR 0018). Who is here is
 * read again and indexed anew before the app takes requests; until then nothing that was kept by the fold matches anybody.
 */
export class NamesAsRead1764356000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REINDEX);
    await runner.query(AGAIN);
  }

  async down(): Promise<void> {
    throw new Error('what people are known by is not folded again: restore a backup instead');
  }
}

/** What is known of somebody, as a whole: each index with the agencies that said it. What stood there before goes. */
const REINDEX = `
  CREATE FUNCTION consent.reindex_v2(p_resident uuid, p_indexes jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    DELETE FROM consent.identity_index i WHERE i.resident_id = p_resident;
    INSERT INTO consent.identity_index (value, resident_id, kind, agencies)
      SELECT decode(i.value, 'hex'), p_resident, i.kind, i.agencies
      FROM jsonb_to_recordset(p_indexes) AS i(kind text, value text, agencies text[]) ORDER BY i.value;
    DELETE FROM consent.to_index t WHERE t.resident_id = p_resident;
  END $$;
  GRANT EXECUTE ON FUNCTION consent.reindex_v2(uuid, jsonb) TO consent_app;
`;

const AGAIN = `
  INSERT INTO consent.to_index (resident_id) SELECT r.id FROM consent.resident r WHERE r.joined_to IS NULL
    ON CONFLICT DO NOTHING;
`;
