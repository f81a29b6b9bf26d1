import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether two are one person is answered by two people, and never by who asked (domain 1.15): a question knows who brought
 * the newcomer in, an answer who said the same after it.
 */
export class WhoAnswers1764356100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PEOPLE);
    await runner.query(BRING_IN);
  }

  async down(): Promise<void> {
    throw new Error('who answered for whom is not forgotten: restore a backup instead');
  }
}

/** Questions of before have nobody who opened them: they are anybody's to answer. */
const PEOPLE = `
  ALTER TABLE consent.identity_check ADD COLUMN opened_by text;
  ALTER TABLE consent.identity_answer ADD COLUMN confirmed_by text,
    ADD CONSTRAINT identity_answer_takes_two CHECK (confirmed_by <> answered_by);
`;

const BRING_IN = `
  CREATE FUNCTION consent.bring_in_v2(p jsonb) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_brought jsonb := consent.bring_in_v1(p);
  BEGIN
    UPDATE consent.identity_check c SET opened_by = p ->> 'by'
      WHERE c.resident_id = (p ->> 'id')::uuid AND c.opened_by IS NULL AND c.closed_at IS NULL;
    RETURN v_brought;
  END $$;
  GRANT EXECUTE ON FUNCTION consent.bring_in_v2(jsonb) TO consent_app;
`;
