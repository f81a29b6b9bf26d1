import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose key holds a record's body, and the content key of each delivery of it: the resident's at the agency that sent it
 * (design 6). Null is the resident's at the place, which held everything before; `RehomeSealed` moves what stands.
 */
export class KeyControllers1765800300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [COLUMNS, ACCEPT, OFFER, MOVE, REHOME, GRANTS]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('what is sealed with keys of controllers could not be read any more: restore a backup instead');
  }
}

/** The indexes find what is left to move, and are empty once nothing is. */
const COLUMNS = `
  ALTER TABLE relay.record ADD COLUMN key_controller text;
  ALTER TABLE relay.delivery ADD COLUMN key_controller text;
  CREATE INDEX record_at_place ON relay.record (id) WHERE key_controller IS NULL;
  CREATE INDEX delivery_at_place ON relay.delivery (id) WHERE key_controller IS NULL AND wrapped_key IS NOT NULL;
`;

/** The text of a function as it stands, under another name or with another word; refused where it is not what this knows. */
const CHANGED = (name: string, ...changes: readonly (readonly [string, string])[]): string => `
  DO $migration$
  DECLARE
    v_text text := pg_get_functiondef('${name}'::regprocedure);
  BEGIN
    ${changes
      .map(
        ([before, after]) => `
    IF position($text$${before}$text$ IN v_text) = 0 THEN RAISE EXCEPTION '${name} is not as this migration knows it'; END IF;
    v_text := replace(v_text, $text$${before}$text$, $text$${after}$text$);`,
      )
      .join('')}
    EXECUTE v_text;
  END $migration$;
`;

/** `accept_v1` stays for processes of the release before, and leaves the column null. */
const ACCEPT = CHANGED(
  'relay.accept_v1(jsonb)',
  ['relay.accept_v1(', 'relay.accept_v2('],
  ['"bodyHash" text)', '"bodyHash" text, "keyController" text)'],
  ['sealed_body, body_hash)', 'sealed_body, body_hash, key_controller)'],
  [`decode(r."bodyHash", 'hex'));`, `decode(r."bodyHash", 'hex'), r."keyController");`],
);

const OFFER = CHANGED(
  'relay.offer(jsonb, jsonb)',
  ['envelope, wrapped_key, state', 'envelope, wrapped_key, key_controller, state'],
  [
    `decode(p_delivery ->> 'wrappedKey', 'base64'),`,
    `decode(p_delivery ->> 'wrappedKey', 'base64'), p_delivery ->> 'keyController',`,
  ],
);

/** Idempotent: a record that has moved stays. */
const MOVE = `
  CREATE FUNCTION relay.move_record_v2(p_record uuid, p_from uuid, p_into uuid, p_sealed bytea, p_controller text) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE relay.record SET resident_id = p_into, sealed_body = p_sealed, key_controller = p_controller
      WHERE id = p_record AND resident_id = p_from
  $$;
`;

/** Only what is still as it was read: moved twice at once, destroyed or joined to another meanwhile, it stays as that left it. */
const REHOME = `
  CREATE FUNCTION relay.rehome_v1(p_records jsonb, p_deliveries jsonb) RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH records AS (
      UPDATE relay.record r SET sealed_body = decode(m.after, 'base64'), key_controller = r.source_agency
        FROM jsonb_to_recordset(p_records) AS m(id uuid, before text, after text)
        WHERE r.id = m.id AND r.key_controller IS NULL AND r.sealed_body = decode(m.before, 'base64') RETURNING 1),
    deliveries AS (
      UPDATE relay.delivery d SET wrapped_key = decode(m.after, 'base64'), key_controller = r.source_agency
        FROM jsonb_to_recordset(p_deliveries) AS m(id uuid, before text, after text), relay.record r
        WHERE d.id = m.id AND r.id = d.record_id AND d.key_controller IS NULL
          AND d.wrapped_key = decode(m.before, 'base64') RETURNING 1)
    SELECT (SELECT count(*) FROM records) + (SELECT count(*) FROM deliveries)
  $$;
`;

const GRANTS = `
  GRANT EXECUTE ON FUNCTION relay.accept_v2(jsonb), relay.move_record_v2(uuid, uuid, uuid, bytea, text),
    relay.rehome_v1(jsonb, jsonb) TO relay_app;
`;
