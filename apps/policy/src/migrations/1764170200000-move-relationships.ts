import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an agency said of a provisional person goes along when consent finds out who they are, in the same transaction. */
export class MoveRelationships1764170200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MOVE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION policy.move_relationships_v1(uuid, uuid)');
  }
}

const MOVE = `
  CREATE FUNCTION policy.move_relationships_v1(p_from uuid, p_into uuid) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE policy.relationship SET resident_id = p_into WHERE resident_id = p_from
  $$;
  GRANT USAGE ON SCHEMA policy TO consent_owner;
  GRANT EXECUTE ON FUNCTION policy.move_relationships_v1(uuid, uuid) TO consent_owner;
`;
