import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Positions of the feeds (ADR 23). What goes into a feed is laid into `feed_waiting` by the statement that makes it, and
 * numbered after its commit, by whoever reads next: under the lock of its feed's counter, so positions commit in order and
 * without a gap, whatever else runs in the cluster. Rows are only added: numbering locks nothing that a disclosure locks.
 */
export class FeedPositions1765300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [TABLES, WAIT, NUMBER, EARLIER, GRANTS]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('cursors were handed out: restore a backup instead');
  }
}

const TABLES = `
  CREATE TABLE relay.feed_waiting (
    ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    feed text NOT NULL,
    agency text NOT NULL,
    item_id uuid NOT NULL
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
  CREATE INDEX feed_waiting_of ON relay.feed_waiting (feed, agency, ordinal);
  CREATE TABLE relay.feed_counter (
    feed text NOT NULL,
    agency text NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (feed, agency)
  ) WITH (fillfactor = 50);
  CREATE TABLE relay.feed_entry (
    feed text NOT NULL CHECK (feed IN ('delivery', 'recall', 'notice')),
    agency text NOT NULL,
    position bigint NOT NULL,
    item_id uuid NOT NULL,
    PRIMARY KEY (feed, agency, position),
    UNIQUE (feed, item_id)
  );
`;

/** Deliveries of an incarnation stand in streams of their own (ADR 22), as their messages do. */
const WAIT = `
  CREATE FUNCTION relay.name_stream() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    NEW.stream := fence.stream_v1(NEW.stream);
    RETURN NEW;
  END $$;
  CREATE TRIGGER name_stream BEFORE INSERT ON relay.delivery FOR EACH ROW WHEN (NEW.stream IS NOT NULL)
    EXECUTE FUNCTION relay.name_stream();

  CREATE FUNCTION relay.wait_for_position() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    INSERT INTO relay.feed_waiting (feed, agency, item_id) VALUES (TG_ARGV[0], NEW.agency, NEW.id);
    RETURN NULL;
  END $$;
  CREATE TRIGGER feed AFTER INSERT ON relay.delivery FOR EACH ROW WHEN (NEW.seq IS NOT NULL)
    EXECUTE FUNCTION relay.wait_for_position('delivery');
  CREATE TRIGGER feed AFTER INSERT ON relay.recall FOR EACH ROW EXECUTE FUNCTION relay.wait_for_position('recall');
  CREATE TRIGGER feed AFTER INSERT ON relay.notice FOR EACH ROW WHEN (NEW.kind = 'alert-officer')
    EXECUTE FUNCTION relay.wait_for_position('notice');
`;

/**
 * In the order of `ordinal`: within a stream, whose counter its writers hold in turn, that is the order of `seq`. The rows
 * are read by a statement after the lock, so it sees all that committed before.
 */
const NUMBER = `
  CREATE FUNCTION relay.number_feed_v1(p_feed text, p_agency text) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_last bigint;
    v_numbered bigint;
  BEGIN
    IF EXISTS (SELECT 1 FROM relay.feed_waiting w WHERE w.feed = p_feed AND w.agency = p_agency) THEN
      INSERT INTO relay.feed_counter (feed, agency, last) VALUES (p_feed, p_agency, 0) ON CONFLICT DO NOTHING;
      SELECT c.last INTO v_last FROM relay.feed_counter c WHERE c.feed = p_feed AND c.agency = p_agency FOR UPDATE;
      WITH taken AS (
        DELETE FROM relay.feed_waiting w WHERE w.ordinal IN (SELECT f.ordinal FROM relay.feed_waiting f
          WHERE f.feed = p_feed AND f.agency = p_agency ORDER BY f.ordinal LIMIT 5000) RETURNING w.ordinal, w.item_id)
      INSERT INTO relay.feed_entry (feed, agency, position, item_id)
        SELECT p_feed, p_agency, v_last + row_number() OVER (ORDER BY t.ordinal), t.item_id FROM taken t;
      GET DIAGNOSTICS v_numbered = ROW_COUNT;
      UPDATE relay.feed_counter c SET last = v_last + v_numbered WHERE c.feed = p_feed AND c.agency = p_agency;
    END IF;
    RETURN fence.incarnation_v1();
  END $$;
`;

/** What there is already, in the order in which it was read before. */
const EARLIER = `
  INSERT INTO relay.feed_entry (feed, agency, position, item_id)
    SELECT 'delivery', agency, row_number() OVER (PARTITION BY agency ORDER BY offered_xid, position), id
      FROM relay.delivery WHERE seq IS NOT NULL
    UNION ALL SELECT 'recall', agency, row_number() OVER (PARTITION BY agency ORDER BY raised_xid, position), id FROM relay.recall
    UNION ALL SELECT 'notice', agency, row_number() OVER (PARTITION BY agency ORDER BY raised_xid, position), id
      FROM relay.notice WHERE kind = 'alert-officer';
  INSERT INTO relay.feed_counter (feed, agency, last) SELECT feed, agency, max(position) FROM relay.feed_entry GROUP BY feed, agency;
`;

const GRANTS = `
  GRANT SELECT ON relay.feed_entry TO relay_app;
  GRANT EXECUTE ON FUNCTION relay.number_feed_v1(text, text) TO relay_app;
`;
