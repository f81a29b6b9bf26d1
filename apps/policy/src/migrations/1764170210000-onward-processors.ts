import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who processes for an agency and has no sign-in of its own: the agency answers for them (UK GDPR Art 28). */
export class OnwardProcessors1764170210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROCESSORS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION policy.is_processor_v1(text, text)');
    await runner.query('ALTER TABLE policy.agency DROP COLUMN processors');
  }
}

const PROCESSORS = `
  ALTER TABLE policy.agency ADD COLUMN processors text[] NOT NULL DEFAULT '{}';
  GRANT UPDATE (processors) ON policy.agency TO policy_app;
  CREATE FUNCTION policy.is_processor_v1(p_agency text, p_processor text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM policy.agency a WHERE a.code = p_agency AND p_processor = ANY (a.processors))
  $$;
  GRANT EXECUTE ON FUNCTION policy.is_processor_v1(text, text) TO relay_app;
`;
