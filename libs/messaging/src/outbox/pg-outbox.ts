import { rowsOf, type SqlExecutor } from '#libs/persistence';
import { cloudEventText, type EventParts } from '../cloud-event.js';
import type { DueQuery, Outbox, OutgoingMessage } from './outbox.js';

interface OutboxRow extends EventParts {
  readonly topic: string;
  readonly key: string;
}

/**
 * Oldest first, cut where the running size passes the limit. Ordered by (created_at, stream, seq): the counter keeps
 * `created_at` from going back within a stream, so any prefix of this order is a prefix of each stream.
 */
const DUE = `
  SELECT stream, seq, topic, key, id, type, data, time FROM (
    SELECT d.*, row_number() OVER w AS place, sum(octet_length(d.data) + 600) OVER w AS running FROM (
      SELECT o.stream, o.seq, o.topic, o.message_key AS key, o.event_id AS id, o.event_type AS type, o.data::text AS data,
             o.created_at, to_char(o.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS time
      FROM messaging.outbox o
      WHERE o.shard = ANY ($1::smallint[]) AND o.topic <> ALL ($2::text[])
      ORDER BY o.created_at, o.stream, o.seq LIMIT $3
    ) d WINDOW w AS (ORDER BY d.created_at, d.stream, d.seq)
  ) sized WHERE running <= $4 OR place = 1 ORDER BY place`;

const REMOVE = `
  DELETE FROM messaging.outbox o USING unnest($1::text[], $2::bigint[]) AS sent (stream, seq)
  WHERE o.stream = sent.stream AND o.seq = sent.seq`;

/** The outbox table, read and emptied through one connection. `source` is the CloudEvents source of this place. */
export class PgOutbox implements Outbox {
  constructor(
    private readonly connection: SqlExecutor,
    private readonly source: string,
  ) {}

  async due({ shards, except, maxMessages, maxBytes }: DueQuery): Promise<OutgoingMessage[]> {
    const result = await this.connection.query(DUE, [shards, except, maxMessages, maxBytes]);
    return rowsOf<OutboxRow>(result).map((row) => ({
      stream: row.stream,
      seq: BigInt(row.seq),
      topic: row.topic,
      key: row.key,
      value: cloudEventText(this.source, row),
    }));
  }

  async remove(messages: readonly OutgoingMessage[]): Promise<void> {
    await this.connection.query(REMOVE, [messages.map((m) => m.stream), messages.map((m) => m.seq.toString())]);
  }
}
