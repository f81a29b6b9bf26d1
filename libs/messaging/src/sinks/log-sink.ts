import { notifyAfterCommit, rowsOf, type SqlExecutor } from '#libs/persistence';
import type { OutgoingMessage } from '../outbox/outbox.js';
import { partitionOf } from '../partition-of.js';
import { DEFAULT_PARTITIONS, type Sink } from './sink.js';

const CREATE_TOPIC = 'INSERT INTO messaging.log_topic (topic, partitions) VALUES ($1, $2) ON CONFLICT DO NOTHING';
const READ_TOPIC = 'SELECT partitions FROM messaging.log_topic WHERE topic = $1';

/**
 * One statement, so one transaction: the partitions' counter rows are taken in sorted order and held to the end,
 * therefore offsets are gapless and become visible in their order, whoever else appends.
 */
const APPEND = `
  WITH incoming AS (
    SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[]) WITH ORDINALITY AS i (topic, partition, message_key, value, place)
  ), counted AS (
    SELECT topic, partition, count(*) AS n FROM incoming GROUP BY topic, partition
  ), reserved AS (
    INSERT INTO messaging.log_partition AS p (topic, partition, next_offset)
    SELECT topic, partition, n FROM counted ORDER BY topic, partition
    ON CONFLICT (topic, partition) DO UPDATE SET next_offset = p.next_offset + excluded.next_offset
    RETURNING p.topic, p.partition, p.next_offset
  )
  INSERT INTO messaging.log (topic, partition, log_offset, message_key, value)
  SELECT i.topic, i.partition,
         r.next_offset - c.n + row_number() OVER (PARTITION BY i.topic, i.partition ORDER BY i.place) - 1,
         i.message_key, i.value
  FROM incoming i JOIN counted c USING (topic, partition) JOIN reserved r USING (topic, partition)`;

/** The embedded log: a topic is a table's partition numbers and offsets. `database` is a pool of a role that may append. */
export class LogSink implements Sink {
  private readonly partitions = new Map<string, number>();

  constructor(
    private readonly database: SqlExecutor,
    private readonly partitionsOfNewTopics = DEFAULT_PARTITIONS,
  ) {}

  async send(messages: readonly OutgoingMessage[]): Promise<void> {
    for (const { topic } of messages) {
      if (!this.partitions.has(topic)) this.partitions.set(topic, await this.openTopic(topic));
    }
    await this.database.query(APPEND, [
      messages.map((m) => m.topic),
      messages.map((m) => partitionOf(m.key, this.partitions.get(m.topic)!)),
      messages.map((m) => m.key),
      messages.map((m) => m.value),
    ]);
    notifyAfterCommit(this.database, 'messaging.log');
  }

  async close(): Promise<void> {
    this.partitions.clear();
  }

  private async openTopic(topic: string): Promise<number> {
    await this.database.query(CREATE_TOPIC, [topic, this.partitionsOfNewTopics]);
    return rowsOf<{ partitions: number }>(await this.database.query(READ_TOPIC, [topic]))[0]!.partitions;
  }
}
