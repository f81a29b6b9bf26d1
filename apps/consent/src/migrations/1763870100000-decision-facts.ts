import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a decision must know of a resident beside their directives: shields, the national data opt-out, capacity, best
 * interests, and how far under age they are. All of it is fact, so every table fences.
 */
export class DecisionFacts1763870100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AGE);
    await runner.query(OBJECTIONS);
    await runner.query(SHIELDS);
    await runner.query(OPT_OUTS);
    await runner.query(CAPACITY);
    await runner.query(FENCE);
    await runner.query(FACTS);
    await runner.query(FACTS_BEFORE);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('what protects residents is not dropped: restore a backup instead');
  }
}

/** Set for those who were minors when they were brought in; null for adults, so that no age is kept of them in clear. */
const AGE = `
  ALTER TABLE consent.resident ADD COLUMN sixteen_at timestamptz, ADD COLUMN eighteen_at timestamptz,
    ADD CHECK (eighteen_at > sixteen_at);
`;

/** `Objected` is an upheld objection. A declined one is superseded. */
const OBJECTIONS = `
  ALTER TABLE consent.directive DROP CONSTRAINT directive_status_check;
  ALTER TABLE consent.directive ADD CONSTRAINT directive_status_check CHECK (status IN ('ConsentGiven', 'ConsentRefused',
    'ConsentWithdrawn', 'Objected', 'ObjectionPending', 'ObjectionPendingHighHarm'));
`;

/** An allowance without a practitioner is for the agency's team. That only one person lifts is refused by the table too. */
const SHIELDS = `
  CREATE TABLE consent.shield (
    id uuid PRIMARY KEY,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    starts_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    ends_at timestamptz,
    set_by text NOT NULL,
    lift_requested_by text,
    lift_requested_at timestamptz,
    lift_contact_at timestamptz,
    lifted_by text,
    CHECK (lifted_by IS NULL OR (lift_requested_by IS NOT NULL AND lifted_by <> lift_requested_by)),
    CHECK ((ends_at IS NULL) = (lifted_by IS NULL))
  );
  CREATE INDEX shield_of_resident ON consent.shield (resident_id);
  CREATE UNIQUE INDEX shield_standing ON consent.shield (resident_id) WHERE ends_at IS NULL;
  CREATE TABLE consent.shield_allowance (
    id uuid PRIMARY KEY,
    shield_id uuid NOT NULL REFERENCES consent.shield,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    agency text NOT NULL,
    practitioner_id uuid,
    reason text NOT NULL,
    until timestamptz NOT NULL,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    ended_at timestamptz,
    ended_by text,
    CHECK (until > added_at)
  );
  CREATE INDEX shield_allowance_of_shield ON consent.shield_allowance (shield_id);
  CREATE INDEX shield_allowance_of_resident ON consent.shield_allowance (resident_id);
`;

const OPT_OUTS = `
  CREATE TABLE consent.opt_out (
    id uuid PRIMARY KEY,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    starts_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    ends_at timestamptz,
    channel text NOT NULL CHECK (channel IN ('online', 'in-person', 'phone', 'letter', 'import')),
    recorded_by text NOT NULL,
    ended_by text
  );
  CREATE INDEX opt_out_of_resident ON consent.opt_out (resident_id);
  CREATE UNIQUE INDEX opt_out_standing ON consent.opt_out (resident_id) WHERE ends_at IS NULL;
`;

/** The decision that an assessment is about is an agreement; null: any sharing. A later one of the same decision replaces it. */
const CAPACITY = `
  CREATE TABLE consent.capacity_assessment (
    id uuid PRIMARY KEY,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    agreement text,
    lacks boolean NOT NULL,
    assessed_at timestamptz NOT NULL,
    lapses_at timestamptz NOT NULL,
    assessor_role text NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    CHECK (lapses_at > assessed_at)
  );
  CREATE INDEX capacity_of_resident ON consent.capacity_assessment (resident_id);
  CREATE TABLE consent.best_interests_decision (
    id uuid PRIMARY KEY,
    resident_id uuid NOT NULL REFERENCES consent.resident,
    agreement text NOT NULL,
    categories text[],
    authority text NOT NULL CHECK (authority IN ('attorney', 'deputy', 'professional')),
    starts_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    ends_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    ended_by text,
    CHECK (ends_at >= starts_at)
  );
  CREATE INDEX best_interests_of_resident ON consent.best_interests_decision (resident_id);
`;

const FENCE = `
  SELECT fence.guard_table_v1('consent.shield', 'resident', 'resident_id');
  SELECT fence.guard_table_v1('consent.shield_allowance', 'resident', 'resident_id');
  SELECT fence.guard_table_v1('consent.opt_out', 'resident', 'resident_id');
  SELECT fence.guard_table_v1('consent.capacity_assessment', 'resident', 'resident_id');
  SELECT fence.guard_table_v1('consent.best_interests_decision', 'resident', 'resident_id');
`;

/** STABLE: it reads with the snapshot of the statement that calls it, so facts and epochs agree (design 4). */
const FACTS = `
  CREATE FUNCTION consent.resident_facts_v2(p_resident uuid, p_source text, p_recipient text, p_category text, p_purpose text)
    RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object(
      'resident', (SELECT jsonb_build_object('id', r.id, 'deceasedAt', r.deceased_at, 'sixteenAt', r.sixteen_at,
          'eighteenAt', r.eighteen_at) FROM consent.resident r WHERE r.id = p_resident),
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
      'shields', coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'startsAt', s.starts_at, 'endsAt', s.ends_at,
          'allowed', coalesce((SELECT jsonb_agg(jsonb_build_object('agency', a.agency, 'practitionerId', a.practitioner_id,
              'until', a.until)) FROM consent.shield_allowance a
            WHERE a.shield_id = s.id AND a.agency = p_recipient AND a.ended_at IS NULL), '[]')))
        FROM consent.shield s WHERE s.resident_id = p_resident), '[]'),
      'optOuts', coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'startsAt', o.starts_at, 'endsAt', o.ends_at))
        FROM consent.opt_out o WHERE o.resident_id = p_resident), '[]'),
      'capacity', coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'agreement', c.agreement, 'lacks', c.lacks,
          'assessedAt', c.assessed_at, 'lapsesAt', c.lapses_at))
        FROM consent.capacity_assessment c WHERE c.resident_id = p_resident AND NOT EXISTS (
          SELECT 1 FROM consent.capacity_assessment n WHERE n.resident_id = p_resident
            AND n.agreement IS NOT DISTINCT FROM c.agreement
            AND (n.assessed_at, n.recorded_at, n.id) > (c.assessed_at, c.recorded_at, c.id))), '[]'),
      'bestInterests', coalesce((SELECT jsonb_agg(jsonb_build_object('id', b.id, 'agreement', b.agreement,
          'categories', b.categories, 'authority', b.authority, 'startsAt', b.starts_at, 'endsAt', b.ends_at))
        FROM consent.best_interests_decision b WHERE b.resident_id = p_resident
          AND (b.categories IS NULL OR p_category = ANY (b.categories))), '[]'))
  $$;
`;

/** The version before keeps its promise to those who still read it: it knows no pending objection. */
const FACTS_BEFORE = `
  CREATE OR REPLACE FUNCTION consent.resident_facts_v1(p_resident uuid, p_source text, p_recipient text, p_category text, p_purpose text)
    RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object(
      'resident', (SELECT jsonb_build_object('id', r.id, 'deceasedAt', r.deceased_at) FROM consent.resident r WHERE r.id = p_resident),
      'directives', coalesce((SELECT jsonb_agg(CASE d ->> 'status'
          WHEN 'ObjectionPendingHighHarm' THEN d || '{"status": "Objected"}' ELSE d END)
        FROM jsonb_array_elements(f -> 'directives') AS d WHERE d ->> 'status' <> 'ObjectionPending'), '[]'),
      'restrictions', f -> 'restrictions',
      'linked', EXISTS (SELECT 1 FROM consent.link l WHERE l.resident_id = p_resident AND l.agency = p_recipient))
    FROM consent.resident_facts_v2(p_resident, p_source, p_recipient, p_category, p_purpose) AS f
  $$;
`;

const GRANTS = `
  GRANT SELECT, INSERT ON consent.shield, consent.shield_allowance, consent.opt_out, consent.capacity_assessment,
    consent.best_interests_decision TO consent_app;
  GRANT UPDATE (ends_at, lift_requested_by, lift_requested_at, lift_contact_at, lifted_by) ON consent.shield TO consent_app;
  GRANT UPDATE (ended_at, ended_by) ON consent.shield_allowance TO consent_app;
  GRANT UPDATE (ends_at, ended_by) ON consent.opt_out, consent.best_interests_decision TO consent_app;
  GRANT EXECUTE ON FUNCTION consent.resident_facts_v2(uuid, text, text, text, text) TO policy_app, relay_app;
`;
