import type pg from 'pg';
import { noteNotifications } from './notifying/after-commit.js';
import type { Transactions } from './sql.js';

/** READ COMMITTED transactions on a pool of one's own. A connection that failed is thrown away, not given back. */
export class PoolTransactions implements Transactions<pg.PoolClient> {
  constructor(private readonly pool: pg.Pool) {}

  async run<T>(work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    const onError = (error: Error): void => void (broken = error);
    client.on('error', onError);
    try {
      await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
      const notifications = noteNotifications(client);
      const result = await work(client);
      await client.query('COMMIT');
      notifications.tell(this.pool);
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.removeListener('error', onError);
      client.release(broken);
    }
  }
}
