import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Residents, their keys and links, and what they have said. Identity is sealed with the resident's own data key;
 * look-ups go by keyed blind indexes, so the tables hold nothing that reads as a person once the key is gone.
 */
export class CreateConsent1763770100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RESIDENTS);
    await runner.query(INSTRUCTIONS);
    await runner.query(FENCE);
    await runner.query(PUBLISHED_FACTS);
    await runner.query(PUBLISHED_IDENTITY);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('what residents said is not dropped: restore a backup instead');
  }
}

const RESIDENTS = `
  CREATE TABLE consent.resident (
    id uuid PRIMARY KEY,
    sealed_identity bytea NOT NULL,
    nhs_number_index bytea UNIQUE,
    match_indexes bytea[] NOT NULL,
    deceased_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT fence.domain_now()
  );
  CREATE INDEX resident_match ON consent.resident USING gin (match_indexes);
  CREATE TABLE consent.resident_key (
    resident_id uuid PRIMARY KEY REFERENCES consent.resident,
    wrapped_key bytea NOT NULL
  );
  CREATE TABLE consent.sign_in (
    issuer text NOT NULL,
    subject text NOT NULL,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    PRIMARY KEY (issuer, subject)
  );
  CREATE TABLE consent.link (
    id uuid PRIMARY KEY,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    agency text NOT NULL,
    local_id_index bytea NOT NULL,
    sealed_local_id bytea NOT NULL,
    pseudonym text NOT NULL UNIQUE CHECK (pseudonym ~ '^[a-z2-7]{26}$'),
    linked_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    UNIQUE (agency, resident_id),
    UNIQUE (agency, local_id_index)
  );
  CREATE TABLE consent.idempotency (
    principal text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer,
    body jsonb,
    created_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    PRIMARY KEY (principal, key)
  );
`;

/** A null scope column means "all". A change is a new version; the old one keeps its row with superseded_at. */
const INSTRUCTIONS = `
  CREATE TABLE consent.directive (
    id uuid NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    resident_id uuid NOT NULL REFERENCES consent.resident,
    status text NOT NULL CHECK (status IN ('ConsentGiven', 'ConsentRefused', 'ConsentWithdrawn', 'Objected')),
    sources text[], recipients text[], categories text[], purposes text[],
    agreement text,
    starts_at timestamptz NOT NULL,
    expires_at timestamptz CHECK (expires_at > starts_at),
    channel text NOT NULL CHECK (channel IN ('online', 'in-person', 'phone', 'letter', 'import')),
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    superseded_at timestamptz,
    PRIMARY KEY (id, version)
  );
  CREATE INDEX directive_of_resident ON consent.directive (resident_id) WHERE superseded_at IS NULL;
  CREATE UNIQUE INDEX directive_current ON consent.directive (id) WHERE superseded_at IS NULL;
  CREATE TABLE consent.restriction (
    id uuid PRIMARY KEY,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    reason text NOT NULL,
    starts_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    ends_at timestamptz,
    recorded_by text NOT NULL,
    lifted_by text
  );
  CREATE INDEX restriction_of_resident ON consent.restriction (resident_id);
`;

const FENCE = `
  SELECT fence.guard_table_v1('consent.resident', 'resident', 'id');
  SELECT fence.guard_table_v1('consent.link', 'resident', 'resident_id');
  SELECT fence.guard_table_v1('consent.directive', 'resident', 'resident_id');
  SELECT fence.guard_table_v1('consent.restriction', 'resident', 'resident_id');
`;

/** STABLE: they read with the snapshot of the statement that calls them, so facts and epochs agree (design 4). */
const PUBLISHED_FACTS = `
  CREATE FUNCTION consent.resident_facts_v1(p_resident uuid, p_source text, p_recipient text, p_category text, p_purpose text)
    RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object(
      'resident', (SELECT jsonb_build_object('id', r.id, 'deceasedAt', r.deceased_at) FROM consent.resident r WHERE r.id = p_resident),
      'directives', coalesce((SELECT jsonb_agg(jsonb_build_object(
          'id', d.id, 'status', d.status, 'sources', d.sources, 'recipients', d.recipients, 'categories', d.categories,
          'purposes', d.purposes, 'agreement', d.agreement, 'startsAt', d.starts_at, 'expiresAt', d.expires_at,
          'recordedAt', d.recorded_at))
        FROM consent.directive d
        WHERE d.resident_id = p_resident AND d.superseded_at IS NULL
          AND (d.sources IS NULL OR p_source = ANY (d.sources))
          AND (d.recipients IS NULL OR p_recipient = ANY (d.recipients))
          AND (d.categories IS NULL OR p_category = ANY (d.categories))
          AND (d.purposes IS NULL OR p_purpose = ANY (d.purposes))), '[]'),
      'restrictions', coalesce((SELECT jsonb_agg(jsonb_build_object('id', x.id, 'startsAt', x.starts_at, 'endsAt', x.ends_at))
        FROM consent.restriction x WHERE x.resident_id = p_resident), '[]'),
      'linked', EXISTS (SELECT 1 FROM consent.link l WHERE l.resident_id = p_resident AND l.agency = p_recipient))
  $$;
`;

const PUBLISHED_IDENTITY = `
  CREATE FUNCTION consent.resident_key_v1(p_resident uuid) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT k.wrapped_key FROM consent.resident_key k WHERE k.resident_id = p_resident $$;

  CREATE FUNCTION consent.resident_keys_v1(p_residents uuid[]) RETURNS TABLE (resident_id uuid, wrapped_key bytea)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT k.resident_id, k.wrapped_key FROM consent.resident_key k WHERE k.resident_id = ANY (p_residents) $$;

  CREATE FUNCTION consent.resident_by_pseudonym_v1(p_agency text, p_pseudonym text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT l.resident_id FROM consent.link l WHERE l.agency = p_agency AND l.pseudonym = p_pseudonym $$;

  CREATE FUNCTION consent.pseudonym_v1(p_agency text, p_resident uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT l.pseudonym FROM consent.link l WHERE l.agency = p_agency AND l.resident_id = p_resident $$;

  CREATE FUNCTION consent.links_v1(p_resident uuid)
    RETURNS TABLE (link_id uuid, agency text, pseudonym text, sealed_local_id bytea)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT l.id, l.agency, l.pseudonym, l.sealed_local_id FROM consent.link l WHERE l.resident_id = p_resident $$;

  CREATE FUNCTION consent.sealed_identity_v1(p_resident uuid) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT r.sealed_identity FROM consent.resident r WHERE r.id = p_resident $$;

  CREATE FUNCTION consent.sign_in_v1(p_issuer text, p_subject text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT s.resident_id FROM consent.sign_in s WHERE s.issuer = p_issuer AND s.subject = p_subject $$;
`;

const GRANTS = `
  GRANT SELECT, INSERT ON consent.resident, consent.resident_key, consent.sign_in TO consent_app;
  GRANT UPDATE (deceased_at) ON consent.resident TO consent_app;
  GRANT SELECT, INSERT ON consent.link, consent.directive, consent.restriction TO consent_app;
  GRANT UPDATE (superseded_at) ON consent.directive TO consent_app;
  GRANT UPDATE (ends_at, lifted_by) ON consent.restriction TO consent_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON consent.idempotency TO consent_app;
  GRANT USAGE ON SCHEMA consent TO policy_app, relay_app, audit_app, relay_owner, policy_owner;
  GRANT EXECUTE ON FUNCTION consent.resident_facts_v1(uuid, text, text, text, text) TO policy_app, relay_app;
  GRANT EXECUTE ON FUNCTION consent.resident_key_v1(uuid), consent.resident_keys_v1(uuid[])
    TO consent_app, policy_app, relay_app, audit_app;
  GRANT EXECUTE ON FUNCTION consent.resident_by_pseudonym_v1(text, text), consent.sign_in_v1(text, text)
    TO consent_app, policy_app, relay_app, audit_app;
  GRANT EXECUTE ON FUNCTION consent.links_v1(uuid), consent.sealed_identity_v1(uuid) TO relay_app;
  GRANT EXECUTE ON FUNCTION consent.pseudonym_v1(text, uuid) TO policy_app;
`;
