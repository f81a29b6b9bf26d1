import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who is to be told of a disclosure, written by the statement that makes it: an obligation to tell is kept or the disclosure
 * is not made. A notice names its disclosure and nothing of anybody.
 */
export class Notices1763870300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NOTICES);
    await runner.query(EFFECT);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('who is to be told is not forgotten: restore a backup instead');
  }
}

/** `held`: not sent until a person decides (domain 1.15). Read like a feed, below the oldest running transaction. */
const NOTICES = `
  CREATE TABLE relay.notice (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    disclosure_id uuid NOT NULL REFERENCES relay.disclosure,
    kind text NOT NULL CHECK (kind IN ('tell-resident', 'alert-officer')),
    held boolean NOT NULL,
    agency text NOT NULL,
    raised_at timestamptz NOT NULL,
    raised_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    position bigint GENERATED ALWAYS AS IDENTITY,
    UNIQUE (disclosure_id, kind)
  );
  CREATE INDEX notice_of_agency ON relay.notice (agency, raised_xid, position) WHERE kind = 'alert-officer';
`;

/** As before, and the notices of a permit. An item that was made before there were notices names none. */
const EFFECT = `
  CREATE OR REPLACE FUNCTION relay.take_effect(p_item jsonb, p_now timestamptz) RETURNS text
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_delivery jsonb := p_item -> 'delivery';
    v_repeats uuid;
  BEGIN
    IF p_item ->> 'kind' = 'offer' THEN
      IF NOT relay.offer(p_item, v_delivery) THEN RETURN 'gone'; END IF;
    ELSIF p_item ->> 'kind' = 'open' AND p_item ->> 'outcome' = 'permit' THEN
      UPDATE relay.delivery SET state = 'opened', opened_at = coalesce(opened_at, p_now)
        WHERE id = (v_delivery ->> 'id')::uuid AND state IN ('offered', 'opened') AND wrapped_key IS NOT NULL;
      IF NOT FOUND THEN RETURN 'gone'; END IF;
      SELECT d.id INTO v_repeats FROM relay.disclosure d
        WHERE d.delivery_id = (v_delivery ->> 'id')::uuid AND d.kind = 'open' AND d.outcome = 'permit'
        ORDER BY d.committed_at LIMIT 1;
    END IF;
    INSERT INTO relay.disclosure (id, kind, resident_id, requester_id, recipient_agency, source_agency, purpose, category,
        outcome, reason, entry_id, delivery_id, repeats, committed_at)
      VALUES ((p_item ->> 'id')::uuid, p_item ->> 'kind', (p_item ->> 'residentId')::uuid, p_item ->> 'requesterId',
        p_item ->> 'recipientAgency', p_item ->> 'sourceAgency', p_item ->> 'purpose', p_item ->> 'category',
        p_item ->> 'outcome', p_item ->> 'reason', (p_item #>> '{entry,id}')::uuid, (v_delivery ->> 'id')::uuid, v_repeats, p_now);
    IF p_item ->> 'outcome' = 'permit' AND jsonb_array_length(coalesce(p_item -> 'notices', '[]')) > 0 THEN
      INSERT INTO relay.notice (disclosure_id, kind, held, agency, raised_at)
        SELECT (p_item ->> 'id')::uuid, n.kind, n.held, p_item ->> 'recipientAgency', p_now
        FROM jsonb_to_recordset(p_item -> 'notices') AS n(kind text, held boolean);
    END IF;
    PERFORM audit.append_v1(p_item -> 'entry');
    RETURN 'recorded';
  END $$;
`;

const GRANTS = `
  GRANT SELECT ON relay.notice TO relay_app;
`;
