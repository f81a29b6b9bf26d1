import pg from 'pg';
import type { SqlExecutor } from '../sql.js';
import type { Channel } from './channels.js';
import { Notifications } from './notifications.js';

/** What each open transaction will have to tell. */
const OPEN = new WeakMap<SqlExecutor, Set<Channel>>();

/**
 * Has this channel's listeners woken once the work stands: after the transaction's commit, never inside it (that costs two thirds
 * of the rate); of a pool, whose statement has committed, at once. What somebody else's transaction does is left to the
 * listeners' own looks.
 */
export function notifyAfterCommit(on: SqlExecutor, channel: Channel): void {
  if (on instanceof pg.Pool) Notifications.of(on).notify(channel);
  else OPEN.get(on)?.add(channel);
}

/** For whoever opens transactions: notes what is to be told of this one. `tell` after its commit; without it nothing is told. */
export function noteNotifications(tx: SqlExecutor): { tell(pool: SqlExecutor): void } {
  const channels = new Set<Channel>();
  OPEN.set(tx, channels);
  return {
    tell(pool) {
      OPEN.delete(tx);
      for (const channel of channels) Notifications.of(pool).notify(channel);
    },
  };
}
