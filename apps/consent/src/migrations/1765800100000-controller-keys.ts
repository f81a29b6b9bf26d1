import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A key for each resident and agency that has sent a record about them, beside the one that holds what the place itself keeps
 * (`resident_key`): one controller's erasure shreds nobody else's evidence (design 7, promise 12; ADR 33).
 */
export class ControllerKeys1765800100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [KEYS, KEEP, HELD, GRANTS]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('what these keys hold could not be read any more: restore a backup instead');
  }
}

/** An erased key is a tombstone: its row stays, so that none is ever made in its place. */
const KEYS = `
  CREATE TABLE consent.controller_key (
    resident_id uuid NOT NULL REFERENCES consent.resident,
    controller text NOT NULL CHECK (controller ~ '^[A-Z0-9-]{2,20}$'),
    wrapped_key bytea,
    erased_at timestamptz,
    PRIMARY KEY (resident_id, controller),
    CHECK ((wrapped_key IS NULL) = (erased_at IS NOT NULL))
  );
`;

/**
 * Whoever comes first keeps theirs; nobody does after an erasure, by this controller or of the resident altogether. Sorted, so
 * that two who bring the same never wait for each other in a circle.
 */
const KEEP = `
  CREATE FUNCTION consent.keep_controller_keys_v1(p_keys jsonb) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO consent.controller_key (resident_id, controller, wrapped_key)
    SELECT k."residentId", k.controller, decode(k.wrapped, 'base64')
      FROM jsonb_to_recordset(p_keys) AS k("residentId" uuid, controller text, wrapped text)
        JOIN consent.resident_key r ON r.resident_id = k."residentId"
      ORDER BY k."residentId", k.controller
    ON CONFLICT DO NOTHING
  $$;
`;

/** The place's own keys of these residents, with no controller, and those of the controllers named; null where it is erased. */
const HELD = `
  CREATE FUNCTION consent.held_keys_v1(p_residents uuid[], p_controllers text[])
    RETURNS TABLE (resident_id uuid, controller text, wrapped_key bytea)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT k.resident_id, NULL::text, k.wrapped_key FROM consent.resident_key k WHERE k.resident_id = ANY (p_residents)
    UNION ALL
    SELECT c.resident_id, c.controller, c.wrapped_key FROM consent.controller_key c
      WHERE c.resident_id = ANY (p_residents) AND c.controller = ANY (p_controllers)
  $$;
`;

const GRANTS = `
  GRANT EXECUTE ON FUNCTION consent.held_keys_v1(uuid[], text[]) TO consent_app, policy_app, relay_app, audit_app;
  GRANT EXECUTE ON FUNCTION consent.keep_controller_keys_v1(jsonb) TO relay_app, audit_app;
`;
