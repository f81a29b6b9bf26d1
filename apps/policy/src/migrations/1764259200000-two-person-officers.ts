import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Officers take two officers: whoever is asked to be one, or to be more than they are, waits for a second person. And whoever
 * is the last to hold a role that the place cannot do without stays, by whatever door or statement they would go.
 */
export class TwoPersonOfficers1764259200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WAITING);
    await runner.query(TAKES_TWO);
    await runner.query(NEEDED);
    await runner.query(RECOVERY);
  }

  async down(): Promise<void> {
    throw new Error('who confirmed an officer is not forgotten: restore a backup instead');
  }
}

/** Those of before, and practitioners and systems, count since they were registered. */
const WAITING = `
  ALTER TABLE policy.principal
    ADD COLUMN asked_roles text[],
    ADD COLUMN asked_by uuid,
    ADD COLUMN asked_at timestamptz,
    ADD COLUMN confirmed_by uuid,
    ADD COLUMN confirmed_at timestamptz DEFAULT fence.domain_now(),
    ADD CONSTRAINT principal_waits_suspended CHECK (confirmed_at IS NOT NULL OR status = 'suspended'),
    ADD CONSTRAINT principal_asked_whole CHECK ((asked_roles IS NULL) = (asked_by IS NULL) AND (asked_roles IS NULL) = (asked_at IS NULL));
`;

/** For the app, whichever use case it runs. The first officers of an empty place can have nobody before them. */
const TAKES_TWO = `
  CREATE FUNCTION policy.officer_takes_two() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF current_user <> 'policy_app' THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
      IF NOT EXISTS (SELECT 1 FROM added a WHERE a.kind = 'officer' AND (a.roles <> '{}' OR a.confirmed_at IS NOT NULL))
          OR NOT EXISTS (SELECT 1 FROM policy.principal p WHERE p.kind = 'officer' AND p.id NOT IN (SELECT a.id FROM added a)) THEN
        RETURN NULL;
      END IF;
    ELSIF NEW.kind <> 'officer'
        OR OLD.kind = 'officer' AND NEW.roles <@ OLD.roles AND (OLD.confirmed_at IS NOT NULL OR NEW.confirmed_at IS NULL)
        OR OLD.kind = 'officer' AND NEW.roles <@ (OLD.roles || OLD.asked_roles) AND NEW.confirmed_by <> OLD.asked_by
          AND NEW.confirmed_by <> NEW.id THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an officer takes two officers' USING ERRCODE = 'check_violation', CONSTRAINT = 'officer_takes_two';
  END $$;
  CREATE TRIGGER officer_takes_two BEFORE UPDATE ON policy.principal
    FOR EACH ROW EXECUTE FUNCTION policy.officer_takes_two();
  CREATE TRIGGER officer_takes_two_at_first AFTER INSERT ON policy.principal REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION policy.officer_takes_two();
`;

/** The lock makes two who would go at once come one after the other, so that the second one sees that they are the last. */
const NEEDED = `
  CREATE FUNCTION policy.keep_needed_roles() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_role text;
  BEGIN
    IF OLD.kind <> 'officer' OR OLD.status <> 'active' THEN RETURN NULL; END IF;
    FOREACH v_role IN ARRAY ARRAY['ig-lead', 'privacy-officer'] LOOP
      CONTINUE WHEN NOT v_role = ANY (OLD.roles);
      CONTINUE WHEN TG_OP = 'UPDATE' AND NEW.kind = 'officer' AND NEW.status = 'active' AND v_role = ANY (NEW.roles);
      PERFORM pg_advisory_xact_lock(hashtextextended('needed-role:' || v_role, 0));
      IF NOT EXISTS (SELECT 1 FROM policy.principal p
          WHERE p.kind = 'officer' AND p.status = 'active' AND v_role = ANY (p.roles)) THEN
        RAISE EXCEPTION 'the last one in the role % stays', v_role
          USING ERRCODE = 'check_violation', CONSTRAINT = 'needed_role_is_held';
      END IF;
    END LOOP;
    RETURN NULL;
  END $$;
  CREATE TRIGGER keep_needed_roles AFTER UPDATE OR DELETE ON policy.principal
    FOR EACH ROW EXECUTE FUNCTION policy.keep_needed_roles();
`;

/** Requests of \`npm run regain-role\`: the operators' own, so no app may look at them. */
const RECOVERY = `
  CREATE TABLE policy.role_recovery (
    id uuid PRIMARY KEY,
    code_hash bytea NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    agency text NOT NULL REFERENCES policy.agency,
    role text NOT NULL CHECK (role IN ('ig-lead', 'privacy-officer')),
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    confirmed_by text,
    confirmed_at timestamptz,
    CONSTRAINT recovery_takes_two CHECK (lower(confirmed_by) <> lower(asked_by))
  );
`;
