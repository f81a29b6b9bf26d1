import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where a form led, so that sending it twice shows the same page twice; and what is kept of people who are not signed in, which
 * is little and for a short time.
 */
export class FormsAndKeeping1764259300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE portal.used_form ADD COLUMN leads_to bytea;
      ALTER TABLE portal.session ADD COLUMN anonymous boolean NOT NULL DEFAULT false, ADD COLUMN parked_at timestamptz;
      CREATE INDEX session_anonymous ON portal.session (used_at) WHERE anonymous;
      CREATE INDEX session_parked ON portal.session (parked_at) WHERE parked_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE portal.session DROP COLUMN anonymous, DROP COLUMN parked_at;
      ALTER TABLE portal.used_form DROP COLUMN leads_to;
    `);
  }
}
