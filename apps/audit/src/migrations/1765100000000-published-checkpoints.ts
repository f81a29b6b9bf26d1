import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A checkpoint may be read only once the restart-proof store knows its size (ADR 22); those of before it were read already. */
export class PublishedCheckpoints1765100000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE audit.checkpoint ADD COLUMN published_at timestamptz DEFAULT fence.domain_now();
      CREATE INDEX checkpoint_unpublished ON audit.checkpoint (size) WHERE published_at IS NULL;

      CREATE FUNCTION audit.extend_v2(from_size bigint, entry_ids uuid[], leaves bytea[], tile_levels int[],
        tile_indexes bigint[], tile_hashes bytea[], new_root bytea, signed_note text) RETURNS bigint
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        new_size bigint;
      BEGIN
        PERFORM fence.require_standing_v1();
        new_size := audit.extend_v1(from_size, entry_ids, leaves, tile_levels, tile_indexes, tile_hashes, new_root, signed_note);
        IF cardinality(entry_ids) > 0 THEN
          UPDATE audit.checkpoint c SET published_at = NULL WHERE c.size = new_size;
        END IF;
        RETURN new_size;
      END $$;

      CREATE FUNCTION audit.publish_v1(up_to bigint) RETURNS void
      LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
      AS $$ UPDATE audit.checkpoint c SET published_at = fence.domain_now() WHERE c.size <= up_to AND c.published_at IS NULL $$;

      REVOKE EXECUTE ON FUNCTION audit.publish_v1(bigint),
        audit.extend_v2(bigint, uuid[], bytea[], int[], bigint[], bytea[], bytea, text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION audit.publish_v1(bigint),
        audit.extend_v2(bigint, uuid[], bytea[], int[], bigint[], bytea[], bytea, text) TO audit_app;
      GRANT EXECUTE ON FUNCTION audit.log_size_v1() TO audit_app, relay_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('which checkpoints were read is not forgotten: restore a backup instead');
  }
}
