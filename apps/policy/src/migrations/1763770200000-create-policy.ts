import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agencies, principals, relationships, agreements, emergency stops and the bundle in force. */
export class CreatePolicy1763770200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PLACE);
    await runner.query(PEOPLE);
    await runner.query(FENCE);
    await runner.query(PUBLISHED_PEOPLE);
    await runner.query(PUBLISHED_PLACE);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('agreements are not dropped: restore a backup instead');
  }
}

const PLACE = `
  CREATE TABLE policy.agency (
    code text PRIMARY KEY CHECK (code ~ '^[A-Z0-9-]{2,20}$'),
    name text NOT NULL,
    sector text NOT NULL CHECK (sector IN ('social-care', 'health', 'housing', 'voluntary', 'board')),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    version integer NOT NULL DEFAULT 1
  );
  CREATE TABLE policy.agreement (
    id text PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    title text NOT NULL,
    purpose text NOT NULL,
    mode text NOT NULL,
    state text NOT NULL CHECK (state IN ('draft', 'live', 'suspended', 'expired')),
    categories text[] NOT NULL,
    recipient_roles text[] NOT NULL,
    system_roles boolean NOT NULL DEFAULT true,
    redactions jsonb NOT NULL DEFAULT '{}',
    max_consent_days integer CHECK (max_consent_days > 0),
    starts_at timestamptz NOT NULL,
    expires_at timestamptz,
    review_at timestamptz,
    created_by text NOT NULL
  );
  CREATE TABLE policy.agreement_party (
    agreement_id text NOT NULL REFERENCES policy.agreement,
    source text NOT NULL REFERENCES policy.agency,
    recipient text NOT NULL REFERENCES policy.agency,
    PRIMARY KEY (agreement_id, source, recipient)
  );
  CREATE INDEX agreement_party_pair ON policy.agreement_party (source, recipient);
  CREATE TABLE policy.category_stop (
    category text PRIMARY KEY,
    since timestamptz NOT NULL DEFAULT fence.domain_now(),
    stopped_by text NOT NULL
  );
  CREATE TABLE policy.bundle (
    hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
    files jsonb NOT NULL CHECK (jsonb_typeof(files) = 'array'),
    author text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT fence.domain_now()
  );
  CREATE TABLE policy.bundle_in_force (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    hash text NOT NULL REFERENCES policy.bundle,
    approved_by text NOT NULL,
    since timestamptz NOT NULL DEFAULT fence.domain_now()
  );
  CREATE TABLE policy.idempotency (
    principal text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer,
    body jsonb,
    created_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    PRIMARY KEY (principal, key)
  );
`;

const PEOPLE = `
  CREATE TABLE policy.principal (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('practitioner', 'officer', 'system')),
    issuer text NOT NULL,
    subject text NOT NULL,
    agency text NOT NULL REFERENCES policy.agency,
    roles text[] NOT NULL DEFAULT '{}',
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    training_expires_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    UNIQUE (issuer, subject)
  );
  CREATE TABLE policy.relationship (
    id uuid PRIMARY KEY,
    resident_id uuid NOT NULL,
    agency text NOT NULL REFERENCES policy.agency,
    kind text NOT NULL CHECK (kind IN ('caseload', 'referral', 'assigned')),
    practitioner_id uuid REFERENCES policy.principal,
    purpose text NOT NULL,
    starts_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    ends_at timestamptz,
    recorded_by text NOT NULL
  );
  CREATE INDEX relationship_of_resident ON policy.relationship (resident_id, agency, purpose);
`;

const FENCE = `
  SELECT fence.guard_table_v1('policy.agency', 'place', 'code');
  SELECT fence.guard_table_v1('policy.agreement', 'place', 'id');
  SELECT fence.guard_table_v1('policy.agreement_party', 'place', 'agreement_id');
  SELECT fence.guard_table_v1('policy.category_stop', 'place', 'category');
  SELECT fence.guard_table_v1('policy.bundle_in_force', 'place', 'hash');
  SELECT fence.guard_table_v1('policy.principal', 'practitioner', 'id');
  SELECT fence.guard_table_v1('policy.relationship', 'resident', 'resident_id');
`;

const PUBLISHED_PEOPLE = `
  CREATE FUNCTION policy.principal_v1(p_issuer text, p_subject text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object('id', p.id, 'kind', p.kind, 'agency', p.agency, 'roles', p.roles, 'status', p.status)
    FROM policy.principal p WHERE p.issuer = p_issuer AND p.subject = p_subject
  $$;

  CREATE FUNCTION policy.requester_facts_v1(p_principal uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object('id', p.id, 'kind', p.kind, 'agency', p.agency, 'agencySector', a.sector,
      'agencyStatus', a.status, 'roles', p.roles, 'status', p.status, 'trainingExpiresAt', p.training_expires_at)
    FROM policy.principal p JOIN policy.agency a ON a.code = p.agency WHERE p.id = p_principal
  $$;

  CREATE FUNCTION policy.relationship_facts_v1(p_resident uuid, p_agency text, p_purpose text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'agency', r.agency,
      'practitionerId', r.practitioner_id, 'purpose', r.purpose, 'startsAt', r.starts_at, 'endsAt', r.ends_at)), '[]')
    FROM policy.relationship r
    WHERE r.resident_id = p_resident AND r.agency = p_agency AND r.purpose = p_purpose
  $$;

  CREATE FUNCTION policy.recipients_v1(p_resident uuid) RETURNS TABLE (agency text, purpose text, system_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT r.agency, r.purpose, s.id
    FROM policy.relationship r JOIN policy.principal s ON s.agency = r.agency AND s.kind = 'system'
    WHERE r.resident_id = p_resident AND r.kind IN ('caseload', 'referral')
  $$;
`;

const PUBLISHED_PLACE = `
  CREATE FUNCTION policy.place_facts_v1(p_source text, p_recipient text, p_purpose text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object(
      'bundle', (SELECT b.hash FROM policy.bundle_in_force b),
      'categoryStops', coalesce((SELECT jsonb_agg(c.category) FROM policy.category_stop c), '[]'),
      'sourceAgencyStatus', (SELECT a.status FROM policy.agency a WHERE a.code = p_source),
      'agreements', coalesce((SELECT jsonb_agg(jsonb_build_object(
          'id', g.id, 'version', g.version, 'purpose', g.purpose, 'mode', g.mode, 'state', g.state,
          'categories', g.categories, 'recipientRoles', g.recipient_roles, 'systemRoles', g.system_roles,
          'redactions', g.redactions, 'maxConsentDays', g.max_consent_days,
          'startsAt', g.starts_at, 'expiresAt', g.expires_at))
        FROM policy.agreement_party p JOIN policy.agreement g ON g.id = p.agreement_id
        WHERE p.source = p_source AND p.recipient = p_recipient AND g.purpose = p_purpose), '[]'))
  $$;

  CREATE FUNCTION policy.sources_v1(p_recipient text, p_purpose text) RETURNS TABLE (source text, categories text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.source, array_agg(DISTINCT c)
    FROM policy.agreement_party p JOIN policy.agreement g ON g.id = p.agreement_id CROSS JOIN unnest(g.categories) AS c
    WHERE p.recipient = p_recipient AND g.purpose = p_purpose
    GROUP BY p.source ORDER BY p.source
  $$;

  CREATE FUNCTION policy.bundle_files_v1(p_hash text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT b.files FROM policy.bundle b WHERE b.hash = p_hash $$;

  CREATE FUNCTION policy.bundle_in_force_v1() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT b.hash FROM policy.bundle_in_force b $$;

  CREATE FUNCTION policy.agreement_bounds_v1(p_agreement text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object('id', g.id, 'purpose', g.purpose, 'mode', g.mode, 'state', g.state,
      'categories', g.categories, 'maxConsentDays', g.max_consent_days,
      'recipients', (SELECT jsonb_agg(DISTINCT p.recipient) FROM policy.agreement_party p WHERE p.agreement_id = g.id))
    FROM policy.agreement g WHERE g.id = p_agreement
  $$;

  CREATE FUNCTION policy.agency_known_v1(p_code text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT EXISTS (SELECT 1 FROM policy.agency a WHERE a.code = p_code) $$;
`;

const GRANTS = `
  GRANT SELECT, INSERT, UPDATE ON policy.agency, policy.agreement, policy.principal, policy.relationship TO policy_app;
  GRANT SELECT, INSERT ON policy.agreement_party, policy.bundle TO policy_app;
  GRANT SELECT, INSERT, DELETE ON policy.category_stop TO policy_app;
  GRANT SELECT, INSERT, UPDATE ON policy.bundle_in_force TO policy_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON policy.idempotency TO policy_app;
  GRANT USAGE ON SCHEMA policy TO consent_app, relay_app, audit_app, relay_owner;
  GRANT EXECUTE ON FUNCTION policy.principal_v1(text, text) TO consent_app, policy_app, relay_app, audit_app;
  GRANT EXECUTE ON FUNCTION policy.requester_facts_v1(uuid), policy.relationship_facts_v1(uuid, text, text),
    policy.place_facts_v1(text, text, text), policy.bundle_files_v1(text), policy.bundle_in_force_v1() TO policy_app, relay_app;
  GRANT EXECUTE ON FUNCTION policy.bundle_in_force_v1() TO consent_app, audit_app;
  GRANT EXECUTE ON FUNCTION policy.requester_facts_v1(uuid) TO consent_app;
  GRANT EXECUTE ON FUNCTION policy.recipients_v1(uuid), policy.sources_v1(text, text) TO relay_app;
  GRANT EXECUTE ON FUNCTION policy.agreement_bounds_v1(text), policy.agency_known_v1(text) TO consent_app, relay_app;
`;
