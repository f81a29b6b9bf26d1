import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The decision point compares, too, before it records what it answers (`policy.record_decisions_v1`). */
export class StandToPolicy1766000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT EXECUTE ON FUNCTION fence.standing_now_v1(text[], text[]) TO policy_owner');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('REVOKE EXECUTE ON FUNCTION fence.standing_now_v1(text[], text[]) FROM policy_owner');
  }
}
