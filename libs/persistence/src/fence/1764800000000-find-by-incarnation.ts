import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was compared while a recovery went on is of the incarnation before it, and says nothing about the one that the
 * recovery gave: the first version would have shut the recovered database again.
 */
export class FindByIncarnation1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION fence.find_restored_v2(p_incarnation uuid) RETURNS void
        LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$ UPDATE fence.standing SET state = 'restored' WHERE state <> 'restored' AND incarnation = p_incarnation $$;
    `);
    await runner.query(
      'GRANT EXECUTE ON FUNCTION fence.find_restored_v2(uuid) TO consent_app, policy_app, relay_app, audit_app',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION fence.find_restored_v2(uuid)');
  }
}
