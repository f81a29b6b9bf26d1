import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The log shows staff a resident by their own agency's pseudonym, the one name that they have for them. */
export class PseudonymToAudit1763970100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT EXECUTE ON FUNCTION consent.pseudonym_v1(text, uuid) TO audit_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('REVOKE EXECUTE ON FUNCTION consent.pseudonym_v1(text, uuid) FROM audit_app');
  }
}
