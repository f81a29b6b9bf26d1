import pg from 'pg';
import { DataSource, type EntitySchema } from 'typeorm';
import { SteadyClient } from './steady-client.js';

type EntityClass = new () => object;

export interface ConnectOptions {
  /** `postgres://<app>_app:…`: an app's own sign-in role on the primary. */
  readonly url: string;
  readonly schema: string;
  readonly entities: readonly (EntityClass | EntitySchema)[];
  /** Connections at most; bounds how many locks one process can hold (design 5: at most 16). */
  readonly poolSize?: number;
}

const CONNECT_BOUND_MS = 5_000;

/** TypeORM for everything that is not hot. Never synchronises; migrations have their own command and role. */
export async function connect(options: ConnectOptions): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    schema: options.schema,
    entities: [...options.entities],
    synchronize: false,
    applicationName: options.schema,
    // The pool replaces what it lost; the query that was on its way has said so.
    poolErrorHandler: () => undefined,
    extra: { max: options.poolSize ?? 8, connectionTimeoutMillis: CONNECT_BOUND_MS, Client: SteadyClient },
  });
  return source.initialize();
}

/** A plain pool for the hot path: named prepared statements, one round trip, no mapping. */
export function hotPool(url: string, application: string, onIdleError: (error: Error) => void, size = 16): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: `${application}-hot`,
    connectionTimeoutMillis: CONNECT_BOUND_MS,
    Client: SteadyClient,
  });
  // An idle connection that the server closed is replaced at its next use; without a listener it would end the process.
  pool.on('error', onIdleError);
  return pool;
}

/** One direct connection, not yet open: for session locks, and for commands that need no pool. */
export function directClient(url: string, application: string, boundMs?: number): pg.Client {
  return new SteadyClient({
    connectionString: url,
    application_name: application,
    connectionTimeoutMillis: CONNECT_BOUND_MS,
    keepAlive: true,
    ...(boundMs === undefined ? {} : { query_timeout: boundMs }),
  });
}
