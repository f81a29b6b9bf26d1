import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What many entries need of the place is stored once, under the SHA-256 of what it says, and the entries' details name it. Nothing
 * here is personal, and nothing is ever changed or removed: entries rest on it.
 */
export class PlaceFacts1766100000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(STORE);
    await db.query(KEEP);
    await db.query(READ);
    await db.query(APPEND);
    await db.query(LEAN);
    await db.query(`
      REVOKE EXECUTE ON FUNCTION audit.keep_place_v1(jsonb), audit.read_place_v1(bytea[]) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION audit.keep_place_v1(jsonb) TO policy_app, relay_app;
      GRANT EXECUTE ON FUNCTION audit.read_place_v1(bytea[]) TO audit_app, policy_app;
      GRANT SELECT ON audit.place_fact TO audit_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('entries rest on what is stored here: restore a backup instead');
  }
}

/**
 * Nothing looks for entries by the holder of their key. Staging is emptied all the time: its vacuum is short, and does not pause.
 */
const LEAN = `
  DROP INDEX audit.entry_key_holder;
  ALTER TABLE audit.staging SET (autovacuum_vacuum_cost_delay = 0)`;

/** `entry_id`: the entry that says that it was stored. */
const STORE = `
  CREATE TABLE audit.place_fact (
    name     bytea PRIMARY KEY,
    text     text NOT NULL CONSTRAINT place_fact_is_an_object CHECK (length(text) <= 65536 AND jsonb_typeof(text::jsonb) = 'object'),
    entry_id uuid NOT NULL UNIQUE,
    CONSTRAINT place_fact_is_itself CHECK (name = sha256(convert_to(text, 'UTF8')))
  )`;

/**
 * Each comes with an entry of its own, which counts only for whoever is first: log and store say the same. Idempotent. Two who bring
 * the same at once wait for each other, in the order of the names. Call it as a statement of its own, before what names them.
 */
const KEEP = `
  CREATE FUNCTION audit.keep_place_v1(p_facts jsonb) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_entries jsonb[];
  BEGIN
    WITH given AS MATERIALIZED (
      SELECT decode(f ->> 'name', 'hex') AS name, f ->> 'text' AS text, f -> 'entry' AS entry FROM jsonb_array_elements(p_facts) AS f
    ), kept AS (
      INSERT INTO audit.place_fact (name, text, entry_id)
        SELECT g.name, g.text, (g.entry ->> 'id')::uuid FROM given g ORDER BY g.name
        ON CONFLICT (name) DO NOTHING RETURNING entry_id
    )
    SELECT array_agg(g.entry) INTO v_entries FROM given g JOIN kept k ON k.entry_id = (g.entry ->> 'id')::uuid;
    IF v_entries IS NOT NULL THEN PERFORM audit.append(v_entries, fence.domain_now()); END IF;
  END $$`;

const READ = `
  CREATE FUNCTION audit.read_place_v1(p_names bytea[]) RETURNS TABLE (name bytea, text text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$ SELECT f.name, f.text FROM audit.place_fact f WHERE f.name = ANY (p_names) $$`;

/** As it stands, and: an entry that names something which is not stored is refused, with all that came with it. */
const APPEND = `
  DO $migration$
  DECLARE
    v_before text := pg_get_functiondef('audit.append(jsonb[], timestamptz)'::regprocedure);
    v_after text := replace(v_before, 'IF EXISTS (SELECT 1 FROM audit.entry e WHERE', $check$IF EXISTS (SELECT 1 FROM unnest(p_entries) AS p, jsonb_array_elements_text(p -> 'placeFacts') AS n
      WHERE NOT EXISTS (SELECT 1 FROM audit.place_fact f WHERE f.name = decode(n, 'hex'))) THEN
      RAISE EXCEPTION 'audit.append: an entry of these names a fact of the place that is not stored' USING ERRCODE = '23503';
    END IF;
    IF EXISTS (SELECT 1 FROM audit.entry e WHERE$check$);
  BEGIN
    IF v_after = v_before THEN RAISE EXCEPTION 'audit.append ends in another way than this migration knows'; END IF;
    EXECUTE v_after;
  END $migration$;
`;
