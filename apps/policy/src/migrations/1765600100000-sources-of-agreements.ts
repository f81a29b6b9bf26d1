import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an agreement allows a directive to say, with the agencies that send under it: a no to another's records is not in its way. */
export class SourcesOfAgreements1765600100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BOUNDS);
    await runner.query('GRANT EXECUTE ON FUNCTION policy.agreement_bounds_v2(text) TO consent_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION policy.agreement_bounds_v2(text)');
  }
}

const BOUNDS = `
  CREATE FUNCTION policy.agreement_bounds_v2(p_agreement text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT policy.agreement_bounds_v1(p_agreement) || jsonb_build_object('sources',
      (SELECT jsonb_agg(DISTINCT p.source) FROM policy.agreement_party p WHERE p.agreement_id = p_agreement))
  $$;
`;
