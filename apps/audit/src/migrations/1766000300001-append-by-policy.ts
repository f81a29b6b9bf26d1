import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decisions are recorded by a function of the policy app's, which compares what they rest on first. */
export class AppendByPolicy1766000300001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('GRANT USAGE ON SCHEMA audit TO policy_owner');
    await db.query('GRANT EXECUTE ON FUNCTION audit.append_v3(jsonb[], timestamptz) TO policy_owner');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('REVOKE EXECUTE ON FUNCTION audit.append_v3(jsonb[], timestamptz) FROM policy_owner');
    await db.query('REVOKE USAGE ON SCHEMA audit FROM policy_owner');
  }
}
