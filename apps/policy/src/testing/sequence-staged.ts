import type pg from 'pg';

/** What the audit app's sequencer does, as far as a reader of the log can tell: staged entries become leaves, in order. */
const SEQUENCE = `
  WITH moved AS (DELETE FROM audit.staging RETURNING *),
  placed AS (SELECT m.*, (SELECT h.size FROM audit.head h) + row_number() OVER (ORDER BY m.at) - 1 AS idx FROM moved m),
  entries AS (INSERT INTO audit.entry (idx, id, at, leaf)
    SELECT idx, id, at, convert_to(json_build_object('id', id, 'bundle', bundle)::text, 'UTF8') FROM placed),
  keys AS (INSERT INTO audit.entry_key SELECT id, wrapped_key, holder_level, holder_id FROM placed),
  lines AS (INSERT INTO audit.entry_index (entry_id, at, kind, resident_id, action, outcome, rule, categories, defer_notice)
    SELECT id, at, kind, (facets ->> 'residentId')::uuid, facets ->> 'action', facets ->> 'outcome', facets ->> 'rule',
      ARRAY(SELECT jsonb_array_elements_text(facets -> 'categories')), false FROM placed)
  UPDATE audit.head SET size = size + (SELECT count(*) FROM placed)`;

export async function sequenceStaged(admin: pg.Client): Promise<void> {
  await admin.query(SEQUENCE);
}
