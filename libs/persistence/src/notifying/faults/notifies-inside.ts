import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../unit-of-work.js';
import type { Channel } from '../channels.js';

/** The fault: the transaction itself notifies, and waits for the lock of all senders; where it may not, the change is lost. */
export class NotifiesInside extends UnitOfWork {
  override run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return super.run(async (tx) => {
      const result = await work(tx);
      await tx.query('SELECT pg_notify($1, $2)', ['policy.due' satisfies Channel, '']);
      return result;
    });
  }
}
