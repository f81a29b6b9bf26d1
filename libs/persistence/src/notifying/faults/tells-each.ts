import type { SqlExecutor } from '../../sql.js';
import type { Channel } from '../channels.js';

/** The fault: one notification for each change, at once. */
export class TellsEach {
  constructor(private readonly sql: SqlExecutor) {}

  notify(channel: Channel): void {
    void this.sql.query('SELECT pg_notify($1, $2)', [channel, '']);
  }
}
