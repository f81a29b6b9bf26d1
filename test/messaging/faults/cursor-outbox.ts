import { rowsOf, type SqlExecutor } from '#libs/persistence';
import { type DueQuery, type Outbox, type OutgoingMessage } from '#libs/messaging';

/** The outbox as it is often built: numbered by a sequence at the insert. */
export const NUMBERED_OUTBOX = `
  ALTER TABLE messaging.outbox ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
  CREATE INDEX outbox_id ON messaging.outbox (id);`;

interface Row {
  readonly id: string;
  readonly stream: string;
  readonly seq: string;
  readonly topic: string;
  readonly key: string;
  readonly value: string;
}

const DUE = `
  SELECT id, stream, seq, topic, message_key AS key, json_build_object('specversion', '1.0', 'id', event_id, 'source', 'urn:test:fault',
    'type', event_type, 'time', created_at, 'stream', stream, 'sequence', seq::text, 'data', data)::text AS value
  FROM messaging.outbox WHERE id > $1 ORDER BY id LIMIT $2`;

/**
 * Seeded fault: follows the numbers with a cursor. A transaction that took a low number and commits after a higher
 * one has been read is never seen.
 */
export class CursorOutbox implements Outbox {
  protected last = '0';

  constructor(private readonly connection: SqlExecutor) {}

  async due({ maxMessages }: DueQuery): Promise<OutgoingMessage[]> {
    const rows = rowsOf<Row>(await this.connection.query(DUE, [this.last, maxMessages]));
    this.last = rows.at(-1)?.id ?? this.last;
    return rows.map(({ seq, ...row }) => ({ ...row, seq: BigInt(seq) }));
  }

  async remove(messages: readonly OutgoingMessage[]): Promise<void> {
    const sql =
      'DELETE FROM messaging.outbox o USING unnest($1::text[], $2::bigint[]) AS s (stream, seq) WHERE o.stream = s.stream AND o.seq = s.seq';
    await this.connection.query(sql, [messages.map((m) => m.stream), messages.map((m) => m.seq.toString())]);
  }
}

/** Seeded fault: sends what is there by state, but in the order of the numbers instead of `seq`. */
export class IdentityOutbox extends CursorOutbox {
  override async due(query: DueQuery): Promise<OutgoingMessage[]> {
    this.last = '0';
    return super.due(query);
  }
}

/** The number is taken when the row is first written, the place in the stream a moment later: as two statements do. */
export const NUMBERED_FIRST = `
  CREATE SEQUENCE messaging.early;
  GRANT USAGE ON SEQUENCE messaging.early TO relay_app;
  GRANT UPDATE ON messaging.outbox TO relay_app;
  ALTER TABLE messaging.outbox ADD COLUMN id bigint;
  CREATE INDEX outbox_id ON messaging.outbox (id);`;
