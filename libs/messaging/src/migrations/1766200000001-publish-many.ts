import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Many messages of one transaction: each stream is counted on once, and its messages are numbered by their rank among those given. */
export class PublishMany1766200000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PUBLISH);
  }

  async down(): Promise<void> {
    throw new Error('the relay publishes by it: restore a backup instead');
  }
}

/**
 * As `publish_v1` for each in the order given, with its refusals, which refuse them all: a message that is too long, a stream that
 * began with another topic or key. Counters are taken in the order of their streams, so that no two publishers wait for each other.
 */
const PUBLISH = `
  CREATE FUNCTION messaging.publish_v2(p_messages jsonb) RETURNS TABLE (event_id uuid, seq bigint)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_published bigint;
  BEGIN
    IF EXISTS (SELECT 1 FROM jsonb_array_elements(p_messages) AS m WHERE octet_length((m -> 'data')::text) > 262144) THEN
      RAISE EXCEPTION 'a message holds at most 256 kB of data' USING ERRCODE = 'program_limit_exceeded';
    END IF;
    RETURN QUERY WITH given AS MATERIALIZED (
      SELECT fence.stream_v1(m ->> 'stream') AS stream, m ->> 'topic' AS topic, m ->> 'key' AS key, (m ->> 'id')::uuid AS id,
          m ->> 'type' AS type, m -> 'data' AS data, turn
        FROM jsonb_array_elements(p_messages) WITH ORDINALITY AS e(m, turn)),
    counted AS (
      INSERT INTO messaging.stream_counter AS c (stream, topic, message_key, seq, last_at)
        SELECT g.stream, min(g.topic), min(g.key), count(*), fence.domain_now() FROM given g GROUP BY g.stream ORDER BY g.stream
        ON CONFLICT (stream) DO UPDATE SET seq = c.seq + excluded.seq, last_at = greatest(c.last_at, excluded.last_at)
        RETURNING c.stream, c.topic, c.message_key, c.seq, c.last_at)
    INSERT INTO messaging.outbox AS o (shard, stream, seq, topic, message_key, event_id, event_type, data, created_at)
      SELECT messaging.shard_of(g.stream), g.stream,
          c.seq - count(*) OVER (PARTITION BY g.stream) + row_number() OVER (PARTITION BY g.stream ORDER BY g.turn),
          g.topic, g.key, g.id, g.type, g.data, c.last_at
        FROM given g JOIN counted c ON c.stream = g.stream COLLATE "C" AND c.topic = g.topic AND c.message_key = g.key
      RETURNING o.event_id, o.seq;
    GET DIAGNOSTICS v_published = ROW_COUNT;
    IF v_published <> jsonb_array_length(p_messages) THEN
      RAISE EXCEPTION 'a stream began with another topic or key' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
  END $$;
  GRANT EXECUTE ON FUNCTION messaging.publish_v2(jsonb) TO relay_owner;
`;
