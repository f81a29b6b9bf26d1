import { notifyAfterCommit, rowsOf, type SqlExecutor } from '#libs/persistence';
import { randomUUID } from 'node:crypto';

/** What a business transaction says to others. No personal data outside `data`; seal `data` where it leaves the place. */
export interface NewMessage {
  /** Unit of order, random or pairwise (`<pseudonym>.<agency>`). Always the same topic and key for one stream. */
  readonly stream: string;
  readonly topic: string;
  /** Partition key: a random or pairwise id. */
  readonly key: string;
  /** CloudEvents type with its version: `delivery.offered.v1`. */
  readonly type: string;
  /** A JSON object of at most 256 kB. */
  readonly data: object;
  /** CloudEvents id; random when left out. */
  readonly id?: string;
}

const PUBLISH = 'SELECT messaging.publish_v1($1, $2, $3, $4::uuid, $5, $6::jsonb) AS seq';

/**
 * Lays a message in the outbox inside the caller's transaction and returns its number in the stream: it goes out if
 * and only if the transaction commits. The stream's counter stays locked until then, so publish late in the
 * transaction. The shipper hears of it after the commit. Rejects with SQLSTATE 55000 when the stream began with another topic or key.
 */
export async function publish(tx: SqlExecutor, message: NewMessage): Promise<bigint> {
  const { stream, topic, key, type, data, id = randomUUID() } = message;
  const rows = rowsOf<{ seq: string }>(await tx.query(PUBLISH, [stream, topic, key, id, type, JSON.stringify(data)]));
  notifyAfterCommit(tx, 'messaging.outbox');
  return BigInt(rows[0]!.seq);
}

/** Several messages of one transaction, in sorted order of stream so that two publishers cannot wait for each other. */
export async function publishAll(tx: SqlExecutor, messages: readonly NewMessage[]): Promise<void> {
  const sorted = [...messages].sort((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : 0));
  for (const message of sorted) await publish(tx, message);
}
