import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ways in which the identity tables change: one function a change, so that each is one statement whatever is true. */
export class IdentityDoors1764170110000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [INDEX, BRING_IN, REINDEX, RENUMBER, SETTLE, JOIN, GRANTS]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('what brings people in is not dropped: restore a backup instead');
  }
}

/** Returns how many of the indexes are news about this resident. */
const INDEX = `
  CREATE FUNCTION consent.say_of(p_resident uuid, p_agencies text[], p_indexes jsonb) RETURNS integer
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    WITH said AS (
      INSERT INTO consent.identity_index AS k (value, resident_id, kind, agencies)
        SELECT decode(i.value, 'hex'), p_resident, i.kind, p_agencies
        FROM jsonb_to_recordset(p_indexes) AS i(kind text, value text) ORDER BY i.value
        ON CONFLICT (value, resident_id) DO UPDATE
          SET agencies = (SELECT array_agg(DISTINCT a) FROM unnest(k.agencies || excluded.agencies) AS a)
          WHERE NOT k.agencies @> excluded.agencies
        RETURNING xmax = 0 AS news)
    SELECT count(*) FILTER (WHERE news)::integer FROM said
  $$;
`;

/** A minor's 16th and 18th birthdays begin at midnight in London; of an adult nothing is kept in clear. */
const BRING_IN = `
  CREATE FUNCTION consent.bring_in_v1(p jsonb) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_id uuid := (p ->> 'id')::uuid;
    v_adult timestamptz := (p ->> 'eighteen')::timestamp AT TIME ZONE 'Europe/London';
    v_minor boolean := v_adult > fence.domain_now();
    v_pseudonym text;
    v_local bytea := decode(p #>> '{link,localIdIndex}', 'hex');
    v_news integer;
    v_linked boolean := false;
  BEGIN
    IF (p ->> 'create')::boolean THEN
      INSERT INTO consent.resident (id, sealed_identity, nhs_number_index, provisional_for, sixteen_at, eighteen_at)
        VALUES (v_id, decode(p ->> 'sealedIdentity', 'base64'), decode(p ->> 'nhsNumberIndex', 'hex'), p ->> 'provisionalFor',
          CASE WHEN v_minor THEN (p ->> 'sixteen')::timestamp AT TIME ZONE 'Europe/London' END,
          CASE WHEN v_minor THEN v_adult END);
      INSERT INTO consent.resident_key (resident_id, wrapped_key) VALUES (v_id, decode(p ->> 'wrappedKey', 'base64'));
    ELSIF p ? 'sealedIdentity' THEN
      UPDATE consent.resident SET sealed_identity = decode(p ->> 'sealedIdentity', 'base64'),
        nhs_number_index = coalesce(nhs_number_index, decode(p ->> 'nhsNumberIndex', 'hex')) WHERE id = v_id;
    END IF;
    v_news := consent.say_of(v_id, ARRAY[p ->> 'agency'], p -> 'indexes');
    IF v_news > 0 AND NOT (p ->> 'create')::boolean THEN
      INSERT INTO consent.identity_detail (id, resident_id, agency, sealed_identity)
        VALUES ((p ->> 'detailId')::uuid, v_id, p ->> 'agency', decode(p ->> 'sealedDetail', 'base64'));
    END IF;
    IF v_local IS NOT NULL THEN
      INSERT INTO consent.link (id, resident_id, agency, local_id_index, sealed_local_id, pseudonym)
        VALUES ((p #>> '{link,id}')::uuid, v_id, p ->> 'agency', v_local, decode(p #>> '{link,sealedLocalId}', 'base64'),
          p #>> '{link,pseudonym}')
        ON CONFLICT DO NOTHING RETURNING pseudonym INTO v_pseudonym;
      v_linked := FOUND;
      IF NOT v_linked THEN
        SELECT l.pseudonym INTO STRICT v_pseudonym FROM consent.link l WHERE l.agency = p ->> 'agency' AND l.resident_id = v_id;
        INSERT INTO consent.other_link (agency, local_id_index, resident_id) SELECT p ->> 'agency', v_local, v_id
          WHERE NOT EXISTS (SELECT 1 FROM consent.link l WHERE l.agency = p ->> 'agency' AND l.local_id_index = v_local)
          ON CONFLICT DO NOTHING;
      END IF;
    END IF;
    INSERT INTO consent.identity_check (resident_id, other_id)
      SELECT v_id, c::uuid FROM jsonb_array_elements_text(p -> 'toCheck') AS c ON CONFLICT DO NOTHING;
    IF p ? 'shield' THEN
      INSERT INTO consent.shield (id, resident_id, set_by) VALUES ((p #>> '{shield,id}')::uuid, v_id, p #>> '{shield,by}')
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN jsonb_build_object('pseudonym', v_pseudonym, 'linked', v_linked);
  END $$;
`;

/**
 * What was known before there were agencies' own words counts as said by each agency that had matched it, but for an address
 * of somebody shielded: that is nobody's.
 */
const REINDEX = `
  CREATE FUNCTION consent.reindex_v1(p_resident uuid, p_names jsonb, p_addresses jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_agencies text[] := coalesce((SELECT array_agg(DISTINCT l.agency) FROM consent.link l WHERE l.resident_id = p_resident), '{}');
    v_shielded boolean := EXISTS (SELECT 1 FROM consent.shield s WHERE s.resident_id = p_resident AND s.ends_at IS NULL);
  BEGIN
    PERFORM consent.say_of(p_resident, v_agencies, p_names);
    PERFORM consent.say_of(p_resident, CASE WHEN v_shielded THEN '{}' ELSE v_agencies END, p_addresses);
    DELETE FROM consent.to_index WHERE resident_id = p_resident;
  END $$;
`;

/** False when the agency uses the number for somebody else. The number of before still finds the person. */
const RENUMBER = `
  CREATE FUNCTION consent.renumber_v1(p_agency text, p_resident uuid, p_local bytea, p_link uuid, p_sealed bytea) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_before bytea;
  BEGIN
    PERFORM 1 FROM consent.resident r WHERE r.id = p_resident FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM consent.link l WHERE l.agency = p_agency AND l.local_id_index = p_local AND l.resident_id <> p_resident)
      OR EXISTS (SELECT 1 FROM consent.other_link o WHERE o.agency = p_agency AND o.local_id_index = p_local AND o.resident_id <> p_resident)
    THEN RETURN false; END IF;
    SELECT l.local_id_index INTO STRICT v_before FROM consent.link l WHERE l.id = p_link;
    IF v_before = p_local THEN RETURN true; END IF;
    UPDATE consent.link SET local_id_index = p_local, sealed_local_id = p_sealed WHERE id = p_link;
    DELETE FROM consent.other_link o WHERE o.agency = p_agency AND o.local_id_index = p_local AND o.pseudonym IS NULL;
    INSERT INTO consent.other_link (agency, local_id_index, resident_id) VALUES (p_agency, v_before, p_resident)
      ON CONFLICT DO NOTHING;
    RETURN true;
  END $$;
`;

/** Closes a question, and lets somebody go about whom none is open: from here on they are a resident like any other. */
const SETTLE = `
  CREATE FUNCTION consent.settle_check_v1(p_check uuid, p_outcome text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_resident uuid;
  BEGIN
    UPDATE consent.identity_check SET closed_at = fence.domain_now(), outcome = p_outcome
      WHERE id = p_check AND closed_at IS NULL RETURNING resident_id INTO v_resident;
    IF NOT FOUND THEN RETURN false; END IF;
    IF p_outcome = 'same' OR EXISTS (SELECT 1 FROM consent.identity_check c
        WHERE c.closed_at IS NULL AND c.resident_id = v_resident) THEN RETURN false; END IF;
    UPDATE consent.resident SET provisional_for = NULL
      WHERE id = v_resident AND provisional_for IS NOT NULL AND joined_to IS NULL;
    RETURN FOUND;
  END $$;
`;

/**
 * A provisional person turns out to be a resident. Both are fenced by the first statement, in one. What narrows or protects
 * goes along; a consent given under the wrong name does not: it would weigh against a withdrawal, so it is asked for again.
 */
const JOIN = `
  CREATE FUNCTION consent.join_v1(p_from uuid, p_into uuid, p_link jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_link consent.link;
  BEGIN
    UPDATE consent.resident SET joined_to = CASE id WHEN p_from THEN p_into END WHERE id IN (p_from, p_into);
    SELECT * INTO v_link FROM consent.link l WHERE l.resident_id = p_from;
    IF FOUND AND EXISTS (SELECT 1 FROM consent.link l WHERE l.resident_id = p_into AND l.agency = v_link.agency) THEN
      DELETE FROM consent.link WHERE id = v_link.id;
      INSERT INTO consent.other_link (agency, local_id_index, resident_id, pseudonym)
        VALUES (v_link.agency, v_link.local_id_index, p_into, v_link.pseudonym)
        ON CONFLICT (agency, local_id_index) DO UPDATE SET resident_id = p_into, pseudonym = excluded.pseudonym;
    ELSIF v_link.id IS NOT NULL THEN
      UPDATE consent.link SET resident_id = p_into, sealed_local_id = decode(p_link ->> 'sealedLocalId', 'base64')
        WHERE id = v_link.id;
    END IF;
    UPDATE consent.other_link SET resident_id = p_into WHERE resident_id = p_from;
    INSERT INTO consent.identity_index AS k (value, resident_id, kind, agencies)
      SELECT i.value, p_into, i.kind, i.agencies FROM consent.identity_index i WHERE i.resident_id = p_from
      ON CONFLICT (value, resident_id) DO UPDATE
        SET agencies = (SELECT array_agg(DISTINCT a) FROM unnest(k.agencies || excluded.agencies) AS a);
    DELETE FROM consent.identity_index WHERE resident_id = p_from;
    UPDATE consent.directive SET resident_id = p_into
      WHERE resident_id = p_from AND superseded_at IS NULL AND status <> 'ConsentGiven';
    UPDATE consent.restriction SET resident_id = p_into WHERE resident_id = p_from;
    UPDATE consent.shield SET resident_id = p_into WHERE resident_id = p_from AND ends_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM consent.shield s WHERE s.resident_id = p_into AND s.ends_at IS NULL);
    UPDATE consent.opt_out SET resident_id = p_into WHERE resident_id = p_from AND ends_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM consent.opt_out o WHERE o.resident_id = p_into AND o.ends_at IS NULL);
    UPDATE consent.sign_in SET resident_id = p_into WHERE resident_id = p_from;
    PERFORM policy.move_relationships_v1(p_from, p_into);
    INSERT INTO consent.identity_check (resident_id, other_id)
      SELECT c.resident_id, p_into FROM consent.identity_check c
      WHERE c.closed_at IS NULL AND c.other_id = p_from AND c.resident_id <> p_into ON CONFLICT DO NOTHING;
    UPDATE consent.identity_check SET closed_at = fence.domain_now(), outcome = 'moot'
      WHERE closed_at IS NULL AND p_from IN (resident_id, other_id);
  END $$;
`;

const GRANTS = `
  GRANT EXECUTE ON FUNCTION consent.bring_in_v1(jsonb), consent.reindex_v1(uuid, jsonb, jsonb),
    consent.renumber_v1(text, uuid, bytea, uuid, bytea), consent.settle_check_v1(uuid, text),
    consent.join_v1(uuid, uuid, jsonb) TO consent_app;
`;
