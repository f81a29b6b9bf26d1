import pg from 'pg';

/** The longest that a query may go unanswered by default; the server's own bounds are shorter, so that it answers first. */
export const QUERY_BOUND_MS = 5_000;
/** Given to an answer that arrived while the process itself stood still. */
const LAST_LOOK_MS = 100;

/** The server said nothing for too long: the connection is given up, and whether the query took effect is not known. */
export class DatabaseSilent extends Error {
  override readonly name = 'DatabaseSilent';
  readonly code = 'ETIMEDOUT';

  constructor() {
    super('the database did not answer in time');
  }
}

/**
 * A connection that cannot end its process nor be waited on for ever. Whatever becomes of it, its queries reject, which is
 * where the loss is dealt with; a second error event after the first (a reset after a termination) would otherwise find
 * nobody listening. Each query has a bound of its own at this end, because a frozen server keeps no bounds: past it the
 * connection is destroyed, since what is asked next would queue behind the silent query.
 *
 * `query_timeout` of the configuration moves the bound; 0 takes it away.
 */
export class SteadyClient extends pg.Client {
  private readonly boundMs: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(config: pg.ClientConfig = {}) {
    const { query_timeout: boundMs = QUERY_BOUND_MS, ...rest } = config;
    super(rest);
    this.boundMs = Number(boundMs);
    this.on('error', () => this.answered());
    this.on('end', () => this.answered());
    this.on('drain', () => this.answered());
    this.connection.on('readyForQuery', () => this.timer?.refresh());
    const query = this.query.bind(this) as (...asked: unknown[]) => unknown;
    this.query = ((...asked: unknown[]) => {
      this.asked();
      return query(...asked);
    }) as typeof this.query;
  }

  private asked(): void {
    if (this.boundMs === 0) return;
    this.timer ??= setTimeout(() => {
      this.timer = setTimeout(() => this.connection.stream.destroy(new DatabaseSilent()), LAST_LOOK_MS);
    }, this.boundMs);
  }

  private answered(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
