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

/** The server asks for a password and none is set: as final as a wrong one, whose SQLSTATE it has; pg's own has none. */
export class PasswordMissing extends Error {
  override readonly name = 'PasswordMissing';
  readonly code = '28P01';

  constructor(role: string | undefined) {
    super(
      `the database asks ${role ?? 'whoever signs in'} for a password and none is set: put it into DATABASE_URL ` +
        '(postgres://name:password@host:port/database), or into the file that PGPASSFILE names',
    );
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
    // Heard before pg's own listener, which comes with connecting; of two errors while connecting the first counts.
    this.connection.on('authenticationSASLContinue', () => {
      if (this.password) return;
      this.connection.emit('error', new PasswordMissing(this.user));
      // pg leaves it open: for a minute a session that has not signed in holds up whoever drops a database.
      this.connection.stream.destroy();
    });
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
