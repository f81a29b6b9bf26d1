import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions and the forms that they have sent. */
export class CreatePortal1763970100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE portal.session (
        id_hash bytea PRIMARY KEY CHECK (length(id_hash) = 32),
        sealed bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        used_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX session_created ON portal.session (created_at);
      CREATE TABLE portal.used_form (
        session bytea NOT NULL REFERENCES portal.session ON DELETE CASCADE,
        form text NOT NULL,
        PRIMARY KEY (session, form)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON portal.session, portal.used_form TO portal_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE portal.used_form, portal.session');
  }
}
