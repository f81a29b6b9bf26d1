import { rowsOf, type ShardLocks, type SqlExecutor } from '#libs/persistence';
import { type DueQuery, type Outbox, type OutgoingMessage } from '#libs/messaging';

/** Seeded fault: everyone leads every shard. */
export class NoLocks implements ShardLocks {
  acquire(_connection: SqlExecutor, wanted: readonly number[]): Promise<number[]> {
    return Promise.resolve([...wanted]);
  }
}

const SKIP = `
  SELECT stream, seq FROM messaging.outbox ORDER BY created_at, stream, seq LIMIT $1 FOR UPDATE SKIP LOCKED`;

/** Seeded fault, the other half: two shippers on one shard share its rows by SKIP LOCKED, as work queues do. */
export class SkippingOutbox implements Outbox {
  constructor(
    private readonly connection: SqlExecutor,
    private readonly outbox: Outbox,
  ) {}

  async due(query: DueQuery): Promise<OutgoingMessage[]> {
    await this.connection.query('BEGIN');
    const locked = rowsOf<{ stream: string; seq: string }>(await this.connection.query(SKIP, [query.maxMessages]));
    const mine = new Set(locked.map(({ stream, seq }) => `${stream} ${seq}`));
    const all = await this.outbox.due({ ...query, maxMessages: 100_000, maxBytes: 1e9 });
    const due = all.filter(({ stream, seq }) => mine.has(`${stream} ${seq}`));
    if (due.length === 0) await this.connection.query('COMMIT');
    return due;
  }

  async remove(messages: readonly OutgoingMessage[]): Promise<void> {
    await this.outbox.remove(messages);
    await this.connection.query('COMMIT');
  }
}
