import pg from 'pg';
import { DataSource, type EntitySchema } from 'typeorm';

type EntityClass = new () => object;

export interface ConnectOptions {
  /** `postgres://<app>_app:…`: an app's own sign-in role on the primary. */
  readonly url: string;
  readonly schema: string;
  readonly entities: readonly (EntityClass | EntitySchema)[];
  /** Connections at most; bounds how many locks one process can hold (design 5: at most 16). */
  readonly poolSize?: number;
}

/** TypeORM for everything that is not hot. Never synchronises; migrations have their own command and role. */
export async function connect(options: ConnectOptions): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    schema: options.schema,
    entities: [...options.entities],
    synchronize: false,
    applicationName: options.schema,
    extra: { max: options.poolSize ?? 8, connectionTimeoutMillis: 5_000 },
  });
  return source.initialize();
}

/** A plain pool for the hot path: named prepared statements, one round trip, no mapping. */
export function hotPool(url: string, application: string, onIdleError: (error: Error) => void, size = 16): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: `${application}-hot`,
    connectionTimeoutMillis: 5_000,
  });
  // An idle connection that the server closed is replaced at its next use; without a listener it would end the process.
  pool.on('error', onIdleError);
  return pool;
}
