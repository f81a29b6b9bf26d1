import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A resident's sign-in takes two officers: one asks, another confirms, and only the published function makes it count. What
 * counts stands in `consent.sign_in`, as before, which is fenced now; who asked, confirmed and removed stands in the binding.
 */
export class TwoPersonSignIns1764259100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BINDINGS);
    await runner.query(CONFIRM);
    await runner.query(REMOVE);
    await runner.query(MESSAGES);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('who bound a sign-in is not forgotten: restore a backup instead');
  }
}

/** Those of before were bound by one officer, with an entry of its own; they count, and can be removed like all others. */
const BINDINGS = `
  CREATE TABLE consent.sign_in_binding (
    id uuid PRIMARY KEY,
    issuer text NOT NULL,
    subject text NOT NULL,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    confirmed_by text,
    confirmed_at timestamptz,
    removed_by text,
    removed_at timestamptz,
    CONSTRAINT sign_in_takes_two CHECK (confirmed_by <> asked_by),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CHECK ((removed_by IS NULL) = (removed_at IS NULL))
  );
  CREATE INDEX sign_in_binding_of_resident ON consent.sign_in_binding (resident_id, asked_at);
  CREATE UNIQUE INDEX sign_in_binding_in_force ON consent.sign_in_binding (issuer, subject)
    WHERE confirmed_at IS NOT NULL AND removed_at IS NULL;
  INSERT INTO consent.sign_in_binding (id, issuer, subject, resident_id, asked_by, confirmed_by, confirmed_at)
    SELECT gen_random_uuid(), s.issuer, s.subject, s.resident_id, 'one officer, before it took two', 'nobody', fence.domain_now()
    FROM consent.sign_in s;
  SELECT fence.guard_table_v1('consent.sign_in', 'resident', 'resident_id');
`;

const CONFIRM = `
  CREATE FUNCTION consent.confirm_sign_in_v1(p_binding uuid, p_by text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    UPDATE consent.sign_in_binding SET confirmed_by = p_by, confirmed_at = fence.domain_now()
      WHERE id = p_binding AND confirmed_at IS NULL AND removed_at IS NULL;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'no such request waits for a second person' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    INSERT INTO consent.sign_in (issuer, subject, resident_id)
      SELECT b.issuer, b.subject, b.resident_id FROM consent.sign_in_binding b WHERE b.id = p_binding;
  END $$;
`;

const REMOVE = `
  CREATE FUNCTION consent.remove_sign_in_v1(p_binding uuid, p_by text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    DELETE FROM consent.sign_in s USING consent.sign_in_binding b
      WHERE b.id = p_binding AND b.confirmed_at IS NOT NULL AND b.removed_at IS NULL
        AND s.issuer = b.issuer AND s.subject = b.subject AND s.resident_id = b.resident_id;
    UPDATE consent.sign_in_binding SET removed_by = p_by, removed_at = fence.domain_now()
      WHERE id = p_binding AND removed_at IS NULL;
  END $$;
`;

/** What a resident is to be told by the channel that stood before the change. Nothing sends it yet. */
const MESSAGES = `
  CREATE TABLE consent.message (
    id uuid PRIMARY KEY,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    kind text NOT NULL CHECK (kind IN ('sign-in-asked', 'sign-in-added', 'sign-in-removed')),
    about uuid NOT NULL,
    queued_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    sent_at timestamptz
  );
  CREATE INDEX message_waiting ON consent.message (queued_at) WHERE sent_at IS NULL;
`;

const GRANTS = `
  REVOKE INSERT ON consent.sign_in FROM consent_app;
  GRANT SELECT ON consent.sign_in_binding TO consent_app;
  GRANT INSERT (id, issuer, subject, resident_id, asked_by) ON consent.sign_in_binding TO consent_app;
  GRANT SELECT, INSERT ON consent.message TO consent_app;
  GRANT EXECUTE ON FUNCTION consent.confirm_sign_in_v1(uuid, text), consent.remove_sign_in_v1(uuid, text) TO consent_app;
`;
