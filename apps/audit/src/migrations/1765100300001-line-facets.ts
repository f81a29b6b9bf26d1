import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An index path for whatever lines are looked for by. An officer's common filters walk their agency's lines from the newest; a
 * rare one would walk them all, so what a line can be filtered by stands in one inverted index, which intersects any number of
 * filters. People are not in it: they have indexes of their own.
 */
export class LineFacets1765100300001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(FACETS);
    await db.query(`
      GRANT EXECUTE ON FUNCTION audit.line_facets_v1(text, text, text, text, text, text[], text[]) TO audit_app;
      CREATE INDEX entry_index_facets ON audit.entry_index USING gin ((audit.line_facets_v1(kind, action, outcome, purpose,
        reason, categories, ARRAY[source_agency, requester_agency, recipient_agency])));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX audit.entry_index_facets;
      DROP FUNCTION audit.line_facets_v1(text, text, text, text, text, text[], text[]);
    `);
  }
}

/** Each thing that a filter may name, with what it is of. In PL/pgSQL, so that it stays one expression to the planner. */
const FACETS = `
  CREATE FUNCTION audit.line_facets_v1(kind text, action text, outcome text, purpose text, reason text,
    categories text[], agencies text[]) RETURNS text[]
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    facets text[] := ARRAY['kind ' || kind, 'action ' || action, 'outcome ' || outcome];
    part   text;
  BEGIN
    IF purpose IS NOT NULL THEN facets := facets || ('purpose ' || purpose); END IF;
    IF reason IS NOT NULL THEN facets := facets || ('reason ' || reason); END IF;
    FOREACH part IN ARRAY categories LOOP facets := facets || ('category ' || part); END LOOP;
    FOREACH part IN ARRAY agencies LOOP
      IF part IS NOT NULL AND NOT ('agency ' || part) = ANY (facets) THEN facets := facets || ('agency ' || part); END IF;
    END LOOP;
    RETURN facets;
  END $$;
`;
