import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The registry: every field that a data sharing agreement has to state (domain 1.9), its versions, what was proposed and
 * signed off, agencies' protocols for overrides, and relationships that a practitioner claims alone.
 */
export class Registry1763870210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AGREEMENTS);
    await runner.query(HISTORY);
    await runner.query(RELATIONSHIPS);
    await runner.query(FUNCTIONS);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('agreements are not dropped: restore a backup instead');
  }
}

/**
 * What a draft may lack is null here; the door refuses to make it live. `terms_by` wrote the present terms, and is not
 * the one who makes them live. The bases are the recipient's, in that direction.
 */
const AGREEMENTS = `
  ALTER TABLE policy.agreement
    ADD COLUMN party_roles jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(party_roles) = 'object'),
    ADD COLUMN statutory_gateway text,
    ADD COLUMN dpia_ref text,
    ADD COLUMN apd_ref text,
    ADD COLUMN retention_days integer CHECK (retention_days > 0),
    ADD COLUMN onward_sharing boolean,
    ADD COLUMN security_standard text,
    ADD COLUMN sign_offs jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(sign_offs) = 'array'),
    ADD COLUMN terms_by text,
    ADD COLUMN stopped_since timestamptz;
  ALTER TABLE policy.agreement DROP CONSTRAINT agreement_state_check,
    ADD CONSTRAINT agreement_state_check CHECK (state IN ('draft', 'live', 'under-review', 'suspended', 'expired'));
  ALTER TABLE policy.agreement_party
    ADD COLUMN article6 text,
    ADD COLUMN article9 text,
    ADD COLUMN schedule1 text,
    ADD COLUMN confidentiality text,
    ADD CONSTRAINT agreement_party_bases CHECK ((article6 IS NULL) = (confidentiality IS NULL));
  ALTER TABLE policy.agency
    ADD COLUMN stopped_since timestamptz,
    ADD COLUMN protocols text[] NOT NULL DEFAULT '{}' CHECK (protocols <@ ARRAY['LEGAL_DUTY', 'SAFEGUARDING', 'VITAL']);
`;

/** A proposal is what is to replace the terms of an agreement in force once it is signed off; until then it decides nothing. */
const HISTORY = `
  CREATE TABLE policy.agreement_version (
    agreement_id text NOT NULL REFERENCES policy.agreement,
    version integer NOT NULL,
    state text NOT NULL,
    change text NOT NULL,
    hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    terms jsonb NOT NULL,
    sign_offs jsonb NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    changed_by text NOT NULL,
    PRIMARY KEY (agreement_id, version)
  );
  CREATE TABLE policy.agreement_proposal (
    agreement_id text PRIMARY KEY REFERENCES policy.agreement,
    hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    terms jsonb NOT NULL,
    sign_offs jsonb NOT NULL DEFAULT '[]',
    proposed_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    proposed_by text NOT NULL
  );
  CREATE TABLE policy.review_reminder (
    agreement_id text NOT NULL REFERENCES policy.agreement,
    review_at timestamptz NOT NULL,
    kind text NOT NULL CHECK (kind IN ('near', 'past')),
    made_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    PRIMARY KEY (agreement_id, review_at, kind)
  );
`;

/** `relationship_start` holds those that have not begun: their beginning is announced when it comes, not before. */
const RELATIONSHIPS = `
  ALTER TABLE policy.relationship
    ADD COLUMN claim_reason text,
    DROP CONSTRAINT relationship_kind_check,
    ADD CONSTRAINT relationship_kind_check CHECK (kind IN ('caseload', 'referral', 'assigned', 'self-claimed')),
    ADD CONSTRAINT relationship_claim CHECK (kind <> 'self-claimed' OR
      (practitioner_id IS NOT NULL AND ends_at IS NOT NULL AND claim_reason IS NOT NULL));
  CREATE TABLE policy.relationship_start (
    relationship_id uuid PRIMARY KEY REFERENCES policy.relationship,
    starts_at timestamptz NOT NULL
  );
  CREATE INDEX relationship_start_next ON policy.relationship_start (starts_at);
`;

const FUNCTIONS = `
  CREATE FUNCTION policy.place_facts_v2(p_source text, p_recipient text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH b AS MATERIALIZED (SELECT policy.bundle_now_v1() AS now)
    SELECT jsonb_build_object(
      'bundle', b.now -> 'hash', 'bundleUntil', b.now -> 'until', 'bundleSuspended', b.now -> 'suspended',
      'categoryStops', coalesce((SELECT jsonb_agg(c.category) FROM policy.category_stop c), '[]'),
      'sourceAgencyStatus', (SELECT a.status FROM policy.agency a WHERE a.code = p_source),
      'recipientProtocols', coalesce((SELECT to_jsonb(a.protocols) FROM policy.agency a WHERE a.code = p_recipient), '[]'),
      'agreements', coalesce((SELECT jsonb_agg(jsonb_build_object(
          'id', g.id, 'version', g.version, 'purpose', g.purpose, 'mode', g.mode, 'state', g.state,
          'categories', g.categories, 'recipientRoles', g.recipient_roles, 'systemRoles', g.system_roles,
          'redactions', g.redactions, 'maxConsentDays', g.max_consent_days,
          'onwardSharing', coalesce(g.onward_sharing, false),
          'bases', CASE WHEN p.article6 IS NOT NULL THEN jsonb_build_object('article6', p.article6,
            'article9', p.article9, 'schedule1', p.schedule1, 'confidentiality', p.confidentiality) END,
          'startsAt', g.starts_at, 'expiresAt', g.expires_at) ORDER BY g.id)
        FROM policy.agreement_party p JOIN policy.agreement g ON g.id = p.agreement_id
        WHERE p.source = p_source AND p.recipient = p_recipient), '[]'))
    FROM b
  $$;
`;

const GRANTS = `
  GRANT SELECT, INSERT ON policy.agreement_version, policy.review_reminder TO policy_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON policy.agreement_proposal TO policy_app;
  GRANT UPDATE, DELETE ON policy.agreement_party TO policy_app;
  GRANT SELECT, INSERT, DELETE ON policy.relationship_start TO policy_app;
  GRANT EXECUTE ON FUNCTION policy.place_facts_v2(text, text) TO policy_app, relay_app;
`;
