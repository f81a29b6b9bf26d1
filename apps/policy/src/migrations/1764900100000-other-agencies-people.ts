import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an officer asks for somebody at another agency waits for that agency, as an officer's roles wait for a second person. */
export class OtherAgenciesPeople1764900100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ASKED);
    await runner.query(TAKES_TWO);
  }

  async down(): Promise<void> {
    throw new Error('who confirmed somebody is not forgotten: restore a backup instead');
  }
}

const ASKED = `
  ALTER TABLE policy.principal
    ADD COLUMN asked_training timestamptz,
    ADD COLUMN asked_resume boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT principal_asked_more CHECK (asked_roles IS NOT NULL OR (asked_training IS NULL AND NOT asked_resume));
`;

/** As it was, and for everybody who waits: whoever asked is not who confirms. */
const TAKES_TWO = `
  CREATE OR REPLACE FUNCTION policy.officer_takes_two() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF current_user <> 'policy_app' THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
      IF NOT EXISTS (SELECT 1 FROM added a WHERE a.kind = 'officer' AND (a.roles <> '{}' OR a.confirmed_at IS NOT NULL))
          OR NOT EXISTS (SELECT 1 FROM policy.principal p WHERE p.kind = 'officer' AND p.id NOT IN (SELECT a.id FROM added a)) THEN
        RETURN NULL;
      END IF;
    ELSIF NEW.kind <> 'officer' AND (OLD.confirmed_at IS NOT NULL OR NEW.confirmed_at IS NULL OR NEW.confirmed_by <> OLD.asked_by)
        OR OLD.kind = 'officer' AND NEW.roles <@ OLD.roles AND (OLD.confirmed_at IS NOT NULL OR NEW.confirmed_at IS NULL)
        OR OLD.kind = 'officer' AND NEW.roles <@ (OLD.roles || OLD.asked_roles) AND NEW.confirmed_by <> OLD.asked_by
          AND NEW.confirmed_by <> NEW.id THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'this takes two' USING ERRCODE = 'check_violation', CONSTRAINT = 'officer_takes_two';
  END $$;
`;
