/**
 * The ledger of the race: what every change made true, and which transactions it could see when it held its lock.
 *
 * Why the checker cannot miss a leak. A change notes `seen`, its snapshot, in its own transaction, in a statement after
 * the one that changed the fact, and so before it is acknowledged. A disclosure that commits after the acknowledgement
 * is invisible to a snapshot taken before it, whatever the clocks say. So it is placed behind that change, and the state
 * that the change noted is held against it. No commit time, no process's clock and no order of answers is relied on.
 *
 * Why it accuses nobody wrongly. The note is taken under the exclusive lock. A disclosure that compared the older epochs
 * held the lock shared until it was visible (PostgreSQL leaves the list of running transactions before it releases
 * locks), so the snapshot sees it. It follows that the checker is stricter than the promise: it also reports what
 * committed between the change's lock and its acknowledgement; nothing may, if the fence is right.
 *
 * Events of one key come from one sequential writer, so `id` is their order even where a fault has removed the lock.
 */
export const LEDGER = `
  CREATE SCHEMA race;
  CREATE TABLE race.event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    level smallint NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    state jsonb NOT NULL,
    seen pg_snapshot NOT NULL,
    seen_after pg_snapshot
  );
  CREATE INDEX event_of_key ON race.event (level, key, id DESC);

  CREATE FUNCTION race.place_state() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT jsonb_build_object(
      'bundle', policy.bundle_in_force_v1(),
      'agencies', (SELECT jsonb_agg(a.code) FROM policy.agency a WHERE a.status = 'active'),
      'agreements', (SELECT jsonb_object_agg(g.id, g.categories) FROM policy.agreement g WHERE g.state = 'live'),
      'stops', (SELECT coalesce(jsonb_agg(c.category), '[]') FROM policy.category_stop c))
  $$;

  CREATE FUNCTION race.practitioner_state(p_key text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT jsonb_build_object('active', p.status = 'active'
      AND (p.kind = 'system' OR coalesce(p.training_expires_at > fence.domain_now(), false)))
    FROM policy.principal p WHERE p.id = p_key::uuid
  $$;

  CREATE FUNCTION race.resident_state(p_key text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT jsonb_build_object(
      'restricted', EXISTS (SELECT 1 FROM consent.restriction x WHERE x.resident_id = p_key::uuid AND x.ends_at IS NULL),
      'shielded', EXISTS (SELECT 1 FROM consent.shield s WHERE s.resident_id = p_key::uuid AND s.ends_at IS NULL),
      'relations', (SELECT coalesce(jsonb_agg(r.agency), '[]') FROM policy.relationship r
        WHERE r.resident_id = p_key::uuid AND r.ends_at IS NULL),
      'given', (SELECT coalesce(jsonb_agg(jsonb_build_object('categories', d.categories, 'until', d.expires_at)), '[]')
        FROM consent.directive d WHERE d.resident_id = p_key::uuid AND d.superseded_at IS NULL
          AND d.status = 'ConsentGiven' AND coalesce(d.expires_at, 'infinity') > fence.domain_now()))
  $$;

  CREATE FUNCTION race.note(p_level smallint, p_key text, p_kind text) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
  DECLARE
    v_id bigint;
  BEGIN
    INSERT INTO race.event (level, key, kind, state, seen) SELECT p_level, p_key, p_kind,
      CASE p_level WHEN 1 THEN race.place_state() WHEN 2 THEN race.practitioner_state(p_key) ELSE race.resident_state(p_key) END,
      pg_current_snapshot()
      RETURNING id INTO v_id;
    RETURN v_id;
  END $$;

  -- Called once the change was acknowledged: what is invisible even to this snapshot was certainly committed later.
  CREATE FUNCTION race.acknowledged(p_event bigint) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER AS $$
    UPDATE race.event SET seen_after = pg_current_snapshot() WHERE id = p_event
  $$;

  -- Time acknowledges nothing by itself: this is the witness who, holding the resident, saw the consent's end pass.
  CREATE FUNCTION race.witness_expiry(p_resident uuid) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
  DECLARE
    v_until timestamptz;
  BEGIN
    PERFORM pg_advisory_xact_lock(fence.resident_lock_key(p_resident::text));
    SELECT max(d.expires_at) INTO v_until FROM consent.directive d
      WHERE d.resident_id = p_resident AND d.superseded_at IS NULL;
    WHILE fence.domain_now() < v_until LOOP PERFORM pg_sleep(0.002); END LOOP;
    RETURN race.note(3::smallint, p_resident::text, 'expiry seen');
  END $$;

  GRANT USAGE ON SCHEMA race TO consent_app, policy_app;
  GRANT EXECUTE ON FUNCTION race.note(smallint, text, text), race.acknowledged(bigint) TO consent_app, policy_app;
  GRANT EXECUTE ON FUNCTION race.witness_expiry(uuid) TO consent_app;
`;
