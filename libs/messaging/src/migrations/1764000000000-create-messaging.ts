import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Outbox, embedded log and consumers' marks (design 6). Three numbers carry every promise of order:
 *
 * - `stream_counter.seq`: the publishing statement holds the row until its transaction ends, so commit order is
 *   sequence order and the rows of a stream that a shipper sees are always a gapless run.
 * - `log_partition.next_offset`: the same for the embedded log, so a reader may follow offsets with a cursor.
 * - `consumer_mark.seq`: how far a group has applied a stream, moved in the transaction of the effect.
 */
export class CreateMessaging1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OUTBOX);
    await runner.query(LOG);
    await runner.query(CONSUMERS);
    await runner.query(PUBLISH);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('messages in flight would be lost: restore a backup instead');
  }
}

/**
 * `created_at` never goes back within a stream (the counter keeps the last one), so (created_at, stream, seq) is close
 * to first come, first served across streams and exactly `seq` within one. Rows live for milliseconds: vacuum by count,
 * not by share of a table that is nearly always empty. A key or stream in the shape of an NHS number is refused.
 */
const OUTBOX = `
  CREATE TABLE messaging.stream_counter (
    stream text COLLATE "C" PRIMARY KEY,
    topic text NOT NULL,
    message_key text NOT NULL,
    seq bigint NOT NULL CHECK (seq > 0),
    last_at timestamptz NOT NULL,
    CHECK (stream ~ '^[A-Za-z0-9][A-Za-z0-9:._-]{0,199}$' AND stream !~ '^[0-9]{10}$'),
    CHECK (message_key ~ '^[A-Za-z0-9][A-Za-z0-9:._-]{0,199}$' AND message_key !~ '^[0-9]{10}$'),
    CHECK (topic ~ '^[a-z0-9][a-z0-9.-]{0,199}$')
  ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

  CREATE TABLE messaging.outbox (
    shard smallint NOT NULL CHECK (shard BETWEEN 0 AND 7),
    stream text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    topic text NOT NULL,
    message_key text NOT NULL,
    event_id uuid NOT NULL,
    event_type text NOT NULL CHECK (event_type ~ '^[a-z]+([.][a-z-]+)*[.]v[0-9]+$'),
    data jsonb NOT NULL CHECK (jsonb_typeof(data) = 'object'),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (stream, seq)
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0,
          autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 10000,
          autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000);
  CREATE INDEX outbox_due ON messaging.outbox (created_at, stream, seq);
`;

/** The embedded sink: topics with a fixed number of partitions, as Kafka has them. `value` is the CloudEvent as sent. */
const LOG = `
  CREATE TABLE messaging.log_topic (
    topic text PRIMARY KEY,
    partitions integer NOT NULL CHECK (partitions BETWEEN 1 AND 1000)
  );
  CREATE TABLE messaging.log_partition (
    topic text NOT NULL REFERENCES messaging.log_topic,
    partition integer NOT NULL CHECK (partition >= 0),
    next_offset bigint NOT NULL CHECK (next_offset > 0),
    PRIMARY KEY (topic, partition)
  ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
  CREATE TABLE messaging.log (
    topic text NOT NULL,
    partition integer NOT NULL,
    log_offset bigint NOT NULL CHECK (log_offset >= 0),
    message_key text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (topic, partition, log_offset)
  );
  CREATE TABLE messaging.group_offset (
    consumer_group text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    PRIMARY KEY (consumer_group, topic, partition)
  ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
`;

/**
 * A stream is parked on its own mark, so that one row lock orders applying, storing behind and releasing.
 * `parked_code` is an error's name and SQLSTATE, never its text: texts may quote content.
 */
const CONSUMERS = `
  CREATE TABLE messaging.consumer_mark (
    consumer_group text NOT NULL,
    stream text COLLATE "C" NOT NULL,
    seq bigint NOT NULL CHECK (seq >= 0),
    parked text CHECK (parked IN ('poison', 'gap')),
    parked_code text,
    parked_at timestamptz,
    PRIMARY KEY (consumer_group, stream),
    CHECK ((parked IS NULL) = (parked_at IS NULL))
  ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
  CREATE INDEX consumer_mark_parked ON messaging.consumer_mark (consumer_group, parked_at) WHERE parked IS NOT NULL;

  CREATE TABLE messaging.parked_message (
    consumer_group text NOT NULL,
    stream text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    topic text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (consumer_group, stream, seq),
    FOREIGN KEY (consumer_group, stream) REFERENCES messaging.consumer_mark
  );
  CREATE TABLE messaging.unreadable_message (
    consumer_group text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    log_offset bigint NOT NULL,
    reason text NOT NULL,
    value bytea NOT NULL,
    found_at timestamptz NOT NULL,
    PRIMARY KEY (consumer_group, topic, partition, log_offset)
  );
`;

/**
 * Numbers the message in its stream and lays it in the outbox, in the caller's transaction and in one statement. Returns its seq.
 * A stream stays on the topic and key that it began with: another would break its order without anybody noticing.
 */
const PUBLISH = `
  CREATE FUNCTION messaging.shard_of(p_stream text) RETURNS smallint
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT (hashtextextended(p_stream, 0) & 7)::smallint $$;

  CREATE FUNCTION messaging.publish_v1(p_stream text, p_topic text, p_message_key text, p_event_id uuid,
      p_event_type text, p_data jsonb) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_seq bigint;
  BEGIN
    IF octet_length(p_data::text) > 262144 THEN
      RAISE EXCEPTION 'a message holds at most 256 kB of data' USING ERRCODE = 'program_limit_exceeded';
    END IF;
    WITH numbered AS (
      INSERT INTO messaging.stream_counter AS c (stream, topic, message_key, seq, last_at)
      VALUES (p_stream, p_topic, p_message_key, 1, fence.domain_now())
      ON CONFLICT (stream) DO UPDATE SET seq = c.seq + 1, last_at = greatest(c.last_at, excluded.last_at)
        WHERE c.topic = excluded.topic AND c.message_key = excluded.message_key
      RETURNING c.seq, c.last_at
    )
    INSERT INTO messaging.outbox AS o (shard, stream, seq, topic, message_key, event_id, event_type, data, created_at)
    SELECT messaging.shard_of(p_stream), p_stream, n.seq, p_topic, p_message_key, p_event_id, p_event_type, p_data, n.last_at
    FROM numbered n
    RETURNING o.seq INTO v_seq;
    IF v_seq IS NULL THEN
      RAISE EXCEPTION 'stream % began with another topic or key', p_stream USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN v_seq;
  END $$;
`;

/** relay_app ships and consumes; publishing goes through publish_v1 alone, so nobody can write a row past the counter. */
const GRANTS = `
  GRANT USAGE ON SCHEMA messaging TO consent_owner, policy_owner, relay_owner, consent_app, policy_app, relay_app;
  REVOKE EXECUTE ON FUNCTION messaging.publish_v1(text, text, text, uuid, text, jsonb), messaging.shard_of(text) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION messaging.publish_v1(text, text, text, uuid, text, jsonb)
    TO consent_owner, policy_owner, relay_owner, consent_app, policy_app, relay_app;

  GRANT SELECT, DELETE ON messaging.outbox TO relay_app;
  GRANT SELECT, INSERT ON messaging.log_topic, messaging.log TO relay_app;
  GRANT SELECT, INSERT, UPDATE ON messaging.log_partition TO relay_app;

  GRANT SELECT ON messaging.log_topic, messaging.log TO consent_app, policy_app;
  GRANT SELECT, INSERT, UPDATE ON messaging.group_offset, messaging.consumer_mark TO consent_app, policy_app, relay_app;
  GRANT SELECT, INSERT, DELETE ON messaging.parked_message TO consent_app, policy_app, relay_app;
  GRANT SELECT, INSERT ON messaging.unreadable_message TO consent_app, policy_app, relay_app;
`;
