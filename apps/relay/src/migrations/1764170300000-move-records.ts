import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A record of somebody provisional, sealed again with the key of the resident whom they turned out to be. */
export class MoveRecords1764170300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MOVE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION relay.move_record_v1(uuid, uuid, uuid, bytea)');
  }
}

/** Idempotent: a record that has moved stays. */
const MOVE = `
  CREATE FUNCTION relay.move_record_v1(p_record uuid, p_from uuid, p_into uuid, p_sealed bytea) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE relay.record SET resident_id = p_into, sealed_body = p_sealed WHERE id = p_record AND resident_id = p_from
  $$;
  GRANT EXECUTE ON FUNCTION relay.move_record_v1(uuid, uuid, uuid, bytea) TO relay_app;
`;
