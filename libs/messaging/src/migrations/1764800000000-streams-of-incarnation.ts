import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A restored database begins its streams under new names (ADR 22): what it numbers anew, no reader takes for what it knows.
 * Every publisher must do so, those of the release before too: the function is replaced and its promise stays.
 */
export class StreamsOfIncarnation1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PUBLISH);
  }

  async down(): Promise<void> {
    throw new Error('streams would be numbered twice: restore a backup instead');
  }
}

const PUBLISH = `
  CREATE OR REPLACE FUNCTION messaging.publish_v1(p_stream text, p_topic text, p_message_key text, p_event_id uuid,
      p_event_type text, p_data jsonb) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_stream text := fence.stream_v1(p_stream);
    v_seq bigint;
  BEGIN
    IF octet_length(p_data::text) > 262144 THEN
      RAISE EXCEPTION 'a message holds at most 256 kB of data' USING ERRCODE = 'program_limit_exceeded';
    END IF;
    WITH numbered AS (
      INSERT INTO messaging.stream_counter AS c (stream, topic, message_key, seq, last_at)
      VALUES (v_stream, p_topic, p_message_key, 1, fence.domain_now())
      ON CONFLICT (stream) DO UPDATE SET seq = c.seq + 1, last_at = greatest(c.last_at, excluded.last_at)
        WHERE c.topic = excluded.topic AND c.message_key = excluded.message_key
      RETURNING c.seq, c.last_at
    )
    INSERT INTO messaging.outbox AS o (shard, stream, seq, topic, message_key, event_id, event_type, data, created_at)
    SELECT messaging.shard_of(v_stream), v_stream, n.seq, p_topic, p_message_key, p_event_id, p_event_type, p_data, n.last_at
    FROM numbered n
    RETURNING o.seq INTO v_seq;
    IF v_seq IS NULL THEN
      RAISE EXCEPTION 'stream % began with another topic or key', v_stream USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN v_seq;
  END $$;
`;
