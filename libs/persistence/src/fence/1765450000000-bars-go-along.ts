import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a restore lost of somebody stays lost when they turn out to be somebody else: who they now are is barred, too (ADR 22). */
export class BarsGoAlong1765450000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION fence.carry_bars_v1(p_from uuid, p_into uuid) RETURNS void
        LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        INSERT INTO fence.bar (mark_id, thing, cause)
          SELECT b.mark_id, 'resident:' || p_into, b.cause FROM fence.bar b
          WHERE b.thing = 'resident:' || p_from AND fence.stands(b)
          ON CONFLICT DO NOTHING
      $$;
      REVOKE ALL ON FUNCTION fence.carry_bars_v1(uuid, uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION fence.carry_bars_v1(uuid, uuid) TO consent_owner`);
  }

  async down(): Promise<void> {
    throw new Error('what was lost is not forgotten: restore a backup instead');
  }
}
