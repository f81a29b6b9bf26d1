import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a bundle goes through: its title, the reports of its checks, the moments from which it decides, and stops. Both
 * tables that decide which rules count are fenced, so a change to either is a change of the whole place.
 */
export class BundleLifecycle1763870200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(FENCE);
    await runner.query(FUNCTIONS);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('which rules decided when is not forgotten: restore a backup instead');
  }
}

/**
 * `bundle_schedule` is append-only. In force is the newest row whose moment has come; a row whose moment had not come
 * when a newer one was decided never takes effect (`approved` was said of another state of the place).
 */
const TABLES = `
  ALTER TABLE policy.bundle
    ADD COLUMN title text NOT NULL DEFAULT '' CHECK (length(title) <= 200),
    ADD COLUMN description text NOT NULL DEFAULT '' CHECK (length(description) <= 4000);
  CREATE TABLE policy.bundle_report (
    ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash text NOT NULL REFERENCES policy.bundle,
    kind text NOT NULL CHECK (kind IN ('check', 'repository')),
    passed boolean NOT NULL,
    report jsonb NOT NULL CHECK (jsonb_typeof(report) = 'object'),
    made_by text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    product_version text NOT NULL
  );
  CREATE INDEX bundle_report_newest ON policy.bundle_report (hash, ordinal DESC);
  CREATE TABLE policy.bundle_schedule (
    ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash text NOT NULL REFERENCES policy.bundle,
    kind text NOT NULL DEFAULT 'activate' CHECK (kind IN ('publish', 'activate', 'rollback')),
    effective_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    approved_by text NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT fence.domain_now()
  );
  INSERT INTO policy.bundle_schedule (hash, effective_at, approved_by, decided_at)
    SELECT b.hash, b.since, b.approved_by, b.since FROM policy.bundle_in_force b;
  DROP TABLE policy.bundle_in_force;
  CREATE TABLE policy.bundle_stop (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash text NOT NULL REFERENCES policy.bundle,
    since timestamptz NOT NULL DEFAULT fence.domain_now(),
    stopped_by text NOT NULL,
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    lifted_at timestamptz,
    lifted_by text,
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
  );
  CREATE UNIQUE INDEX bundle_stop_open ON policy.bundle_stop (hash) WHERE lifted_at IS NULL;
`;

const FENCE = `
  SELECT fence.guard_table_v1('policy.bundle_schedule', 'place', 'hash');
  SELECT fence.guard_table_v1('policy.bundle_stop', 'place', 'hash');
`;

/**
 * The clock is read once, and never earlier than the decision's own: a bundle that takes over between the two is told of
 * with rules that are in force by the time that anything commits.
 */
const FUNCTIONS = `
  CREATE FUNCTION policy.bundle_at_v1(p_at timestamptz) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.hash FROM policy.bundle_schedule s
    WHERE s.effective_at <= p_at AND NOT EXISTS (
      SELECT 1 FROM policy.bundle_schedule n WHERE n.ordinal > s.ordinal AND n.decided_at < s.effective_at)
    ORDER BY s.ordinal DESC LIMIT 1
  $$;

  CREATE FUNCTION policy.bundle_now_v1() RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH clock AS MATERIALIZED (SELECT fence.domain_now() AS now),
    current AS MATERIALIZED (SELECT policy.bundle_at_v1(c.now) AS hash FROM clock c)
    SELECT jsonb_build_object(
      'hash', b.hash,
      'until', (SELECT s.effective_at FROM policy.bundle_schedule s, clock c
        WHERE s.ordinal = (SELECT max(n.ordinal) FROM policy.bundle_schedule n) AND s.effective_at > c.now),
      'suspended', EXISTS (SELECT 1 FROM policy.bundle_stop x WHERE x.hash = b.hash AND x.lifted_at IS NULL))
    FROM current b
  $$;

  CREATE OR REPLACE FUNCTION policy.bundle_in_force_v1() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT policy.bundle_now_v1() ->> 'hash' $$;

  -- Its callers know no suspension: while the rules in force are stopped, it names none, and nothing is decided.
  CREATE OR REPLACE FUNCTION policy.place_facts_v1(p_source text, p_recipient text, p_purpose text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object(
      'bundle', (SELECT CASE WHEN (b.now ->> 'suspended')::boolean THEN NULL ELSE b.now ->> 'hash' END
        FROM (SELECT policy.bundle_now_v1() AS now) b),
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
`;

const GRANTS = `
  GRANT SELECT, INSERT ON policy.bundle_report, policy.bundle_schedule TO policy_app;
  GRANT SELECT, INSERT ON policy.bundle_stop TO policy_app;
  GRANT UPDATE (lifted_at, lifted_by) ON policy.bundle_stop TO policy_app;
  GRANT EXECUTE ON FUNCTION policy.bundle_now_v1(), policy.bundle_at_v1(timestamptz) TO policy_app, relay_app;
`;
