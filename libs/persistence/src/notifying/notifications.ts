import type { SqlExecutor } from '../sql.js';
import { type Channel, CHANNELS } from './channels.js';

/**
 * Not durable, since what it tells of is already: a notification takes a lock that all senders share, and would else hold it for
 * as long as the disk takes.
 */
const NOTIFY = `SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, '')`;

/** Sends notifications over a pool or a session of its own, where no transaction of somebody else's is open. */
export class Notifications {
  private static readonly ofPools = new WeakMap<SqlExecutor, Notifications>();
  private readonly busy = new Map<Channel, { again: boolean }>();

  constructor(private readonly sql: SqlExecutor) {}

  /** One for each pool, so that what all its callers have to say is said together. */
  static of(pool: SqlExecutor): Notifications {
    let found = this.ofPools.get(pool);
    if (!found) this.ofPools.set(pool, (found = new Notifications(pool)));
    return found;
  }

  /**
   * Tells whoever listens that there is something new; call it after the commit that made it. What comes while one is on its
   * way, or too soon after it, is told by the next. Returns at once and never fails: who is not told looks by itself, later.
   */
  notify(channel: Channel): void {
    const sending = this.busy.get(channel);
    if (sending) sending.again = true;
    else void this.send(channel);
  }

  private async send(channel: Channel): Promise<void> {
    const sending = { again: false };
    this.busy.set(channel, sending);
    try {
      await this.sql.query(NOTIFY, [channel]);
    } catch {
      // The listeners' own looks make up for it.
    }
    const next = (): void => {
      this.busy.delete(channel);
      if (sending.again) void this.send(channel);
    };
    setTimeout(next, CHANNELS[channel]).unref();
  }
}
