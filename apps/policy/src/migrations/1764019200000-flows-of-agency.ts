import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an agency may know of by its agreements: of a resident's word what is about flows from it, or to it for the purposes
 * that it works with them for; of what it sent, the recipients that an agreement with it names. Drafts have agreed nothing;
 * safeguarding is told to nobody by a list (domain 1.15).
 */
export class FlowsOfAgency1764019200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FLOWS);
    await runner.query(RECIPIENTS);
    await runner.query('GRANT EXECUTE ON FUNCTION policy.flows_of_agency_v1(text, uuid) TO consent_app');
    await runner.query('GRANT EXECUTE ON FUNCTION policy.recipients_named_v1(text) TO relay_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION policy.flows_of_agency_v1(text, uuid), policy.recipients_named_v1(text)');
  }
}

const FLOWS = `
  CREATE FUNCTION policy.flows_of_agency_v1(p_agency text, p_resident uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH works AS MATERIALIZED (
      SELECT DISTINCT r.purpose FROM policy.relationship r
      WHERE r.resident_id = p_resident AND r.agency = p_agency AND r.starts_at <= fence.domain_now()
        AND (r.ends_at IS NULL OR r.ends_at > fence.domain_now()))
    SELECT coalesce(jsonb_agg(jsonb_build_object('agreement', g.id, 'source', p.source, 'recipient', p.recipient,
      'purpose', g.purpose, 'categories', g.categories) ORDER BY g.id, p.source, p.recipient), '[]')
    FROM policy.agreement_party p JOIN policy.agreement g ON g.id = p.agreement_id
    WHERE g.state <> 'draft' AND g.mode <> 'SAFEGUARDING'
      AND (p.source = p_agency OR (p.recipient = p_agency AND g.purpose IN (SELECT w.purpose FROM works w)))
  $$;
`;

const RECIPIENTS = `
  CREATE FUNCTION policy.recipients_named_v1(p_source text) RETURNS TABLE (recipient text, purpose text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT p.recipient, g.purpose
    FROM policy.agreement_party p JOIN policy.agreement g ON g.id = p.agreement_id
    WHERE p.source = p_source AND g.state <> 'draft' AND g.mode <> 'SAFEGUARDING'
  $$;
`;
