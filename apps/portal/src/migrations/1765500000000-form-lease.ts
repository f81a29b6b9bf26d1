import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a form has been in work: one whose process died is free again after a while. */
export class FormLease1765500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE portal.used_form ADD COLUMN taken_at timestamptz NOT NULL DEFAULT clock_timestamp()',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE portal.used_form DROP COLUMN taken_at');
  }
}
