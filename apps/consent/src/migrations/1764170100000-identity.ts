import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who somebody is, in as many spellings and addresses as agencies sent: keyed indexes by agency, provisional residents, and
 * the questions whether two are one. Everything that reads as a person stays sealed (ADR 0018).
 */
export class Identity1764170100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RESIDENTS);
    await runner.query(INDEXES);
    await runner.query(CHECKS);
    await runner.query(GUESSES);
    await runner.query(FACTS);
    await runner.query(PSEUDONYMS);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('who people are is not dropped: restore a backup instead');
  }
}

/**
 * `provisional_for`: the agency under whose pseudonym alone an uncertain person stands. `joined_to`: who they turned out to
 * be. `to_index`: residents of before, or brought in by a process of the release before; they have no row in
 * `identity_index` until the app has read them again.
 */
const RESIDENTS = `
  ALTER TABLE consent.resident ADD COLUMN provisional_for text, ADD COLUMN joined_to uuid REFERENCES consent.resident,
    ALTER COLUMN match_indexes SET DEFAULT '{}';
  CREATE TABLE consent.to_index (resident_id uuid PRIMARY KEY REFERENCES consent.resident);
  INSERT INTO consent.to_index (resident_id) SELECT id FROM consent.resident;
  CREATE FUNCTION consent.note_to_index() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    INSERT INTO consent.to_index (resident_id) VALUES (NEW.id);
    RETURN NULL;
  END $$;
  CREATE TRIGGER to_index AFTER INSERT ON consent.resident
    FOR EACH ROW WHEN (cardinality(NEW.match_indexes) > 0) EXECUTE FUNCTION consent.note_to_index();
`;

/**
 * A row says that these agencies said so: a look-up believes only what its own agency said. `other_link`: a further or
 * former number of somebody whom the agency has linked, with the pseudonym that it had where it had one.
 */
const INDEXES = `
  CREATE TABLE consent.identity_index (
    value bytea NOT NULL,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    kind text NOT NULL,
    agencies text[] NOT NULL,
    PRIMARY KEY (value, resident_id)
  );
  CREATE INDEX identity_index_of_resident ON consent.identity_index (resident_id);
  CREATE TABLE consent.identity_detail (
    id uuid PRIMARY KEY,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    agency text NOT NULL,
    sealed_identity bytea NOT NULL,
    received_at timestamptz NOT NULL DEFAULT fence.domain_now()
  );
  CREATE INDEX identity_detail_of_resident ON consent.identity_detail (resident_id);
  CREATE TABLE consent.other_link (
    agency text NOT NULL,
    local_id_index bytea NOT NULL,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    pseudonym text UNIQUE,
    PRIMARY KEY (agency, local_id_index)
  );
  CREATE INDEX other_link_of_resident ON consent.other_link (resident_id);
`;

/** Each side that is nobody's provisional person is asked of the agencies that hold it, and answers for itself. */
const CHECKS = `
  CREATE TABLE consent.identity_check (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    resident_id uuid NOT NULL REFERENCES consent.resident,
    other_id uuid NOT NULL REFERENCES consent.resident,
    opened_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    closed_at timestamptz,
    outcome text CHECK (outcome IN ('same', 'different', 'moot')),
    CHECK (resident_id <> other_id),
    CHECK ((closed_at IS NULL) = (outcome IS NULL))
  );
  CREATE UNIQUE INDEX identity_check_pair ON consent.identity_check
    (least(resident_id, other_id), greatest(resident_id, other_id));
  CREATE INDEX identity_check_open ON consent.identity_check (other_id) WHERE closed_at IS NULL;
  CREATE INDEX identity_check_of ON consent.identity_check (resident_id) WHERE closed_at IS NULL;
  CREATE TABLE consent.identity_answer (
    check_id uuid NOT NULL REFERENCES consent.identity_check,
    side uuid NOT NULL REFERENCES consent.resident,
    agency text NOT NULL,
    answer text NOT NULL CHECK (answer IN ('same', 'different', 'cannot-tell')),
    answered_by text NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    PRIMARY KEY (check_id, side, agency)
  );
`;

/** Which details somebody tried of one name and birth: keyed, and swept after a day. */
const GUESSES = `
  CREATE TABLE consent.guess (
    principal_id text NOT NULL,
    target bytea NOT NULL,
    tried bytea NOT NULL,
    missed boolean NOT NULL,
    at timestamptz NOT NULL DEFAULT fence.domain_now(),
    PRIMARY KEY (principal_id, target, tried)
  );
  CREATE INDEX guess_at ON consent.guess (at);
  CREATE INDEX guess_missed ON consent.guess (principal_id, at) WHERE missed;
`;

/**
 * Nobody but the agency under whose pseudonym a provisional person stands is told that they exist, and one who was joined to
 * another is nobody any more: a missing resident denies (design 4). STABLE, like the version that it narrows.
 */
const FACTS = `
  CREATE FUNCTION consent.resident_facts_v3(p_resident uuid, p_source text, p_recipient text, p_category text, p_purpose text)
    RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN EXISTS (SELECT 1 FROM consent.resident r WHERE r.id = p_resident
        AND (r.joined_to IS NOT NULL OR r.provisional_for <> p_recipient))
      THEN f || '{"resident": null}' ELSE f END
    FROM consent.resident_facts_v2(p_resident, p_source, p_recipient, p_category, p_purpose) AS f
  $$;
`;

/** The pseudonym under which an agency knew somebody before they were joined still means them. */
const PSEUDONYMS = `
  CREATE OR REPLACE FUNCTION consent.resident_by_pseudonym_v1(p_agency text, p_pseudonym text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(
      (SELECT l.resident_id FROM consent.link l WHERE l.agency = p_agency AND l.pseudonym = p_pseudonym),
      (SELECT o.resident_id FROM consent.other_link o WHERE o.agency = p_agency AND o.pseudonym = p_pseudonym))
  $$;

  CREATE FUNCTION consent.joined_v1(p_residents uuid[]) RETURNS TABLE (resident_id uuid, joined_to uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.id, r.joined_to FROM consent.resident r WHERE r.id = ANY (p_residents) AND r.joined_to IS NOT NULL
  $$;
`;

const GRANTS = `
  GRANT SELECT ON consent.identity_index, consent.identity_detail, consent.other_link, consent.identity_check,
    consent.identity_answer, consent.guess, consent.to_index TO consent_app;
  GRANT UPDATE, DELETE ON consent.to_index TO consent_app;
  GRANT INSERT, UPDATE ON consent.identity_answer TO consent_app;
  GRANT INSERT, UPDATE (at), DELETE ON consent.guess TO consent_app;
  GRANT EXECUTE ON FUNCTION consent.resident_facts_v3(uuid, text, text, text, text) TO policy_app, relay_app;
  GRANT EXECUTE ON FUNCTION consent.joined_v1(uuid[]) TO relay_app;
`;
