import { DataSource, type MigrationInterface } from 'typeorm';
import { bootstrapCluster } from './bootstrap-cluster.js';
import { closeLocks } from './close-locks.js';
import { directClient } from './connect.js';
import { SteadyClient } from './steady-client.js';

type MigrationClass = new () => MigrationInterface;

/** One schema's migrations, run as its owner role. The order of a list of these is the order of the place's migration. */
export interface SchemaMigrations {
  readonly schema: string;
  readonly migrations: readonly MigrationClass[];
}

export interface MigrateOptions {
  /** A role that may create roles and schemas; used for bootstrap and to become each owner. */
  readonly adminUrl: string;
  /** Sign-in password of each `<app>_app` role, by role name. */
  readonly passwords: Readonly<Record<string, string>>;
  readonly schemas: readonly SchemaMigrations[];
  readonly report?: (line: string) => void;
}

/** A migration of a large table, and the wait for another one, take as long as they take. */
const UNBOUNDED = 0;

const LOCKS_OPEN =
  'every role may still take any advisory lock, and so hold up every stop: run npm run migrate once as a superuser (docs/hazards.md)';

/**
 * Brings a database to this release: roles and schemas first, then each schema's migrations in the order given,
 * each run as `<schema>_owner` so that no service ever owns what it uses. Idempotent; safe to run twice at once
 * (a session advisory lock makes the second wait).
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const guard = directClient(options.adminUrl, 'migrate', UNBOUNDED);
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock(727274, 1)');
    await bootstrapCluster(
      guard,
      options.schemas.map((s) => s.schema),
      options.passwords,
    );
    for (const { schema, migrations } of options.schemas) await migrateSchema(options, schema, migrations);
    // After the functions that take their place, so that what still runs of the release before loses them last.
    const schemas = options.schemas.map((s) => s.schema);
    if (!(await closeLocks(guard, schemas))) options.report?.(LOCKS_OPEN);
  } finally {
    await guard.end();
  }
}

async function migrateSchema(
  options: MigrateOptions,
  schema: string,
  migrations: readonly MigrationClass[],
): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: options.adminUrl,
    schema,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    extra: { max: 1, options: `-c role=${schema}_owner`, Client: SteadyClient, query_timeout: UNBOUNDED },
  });
  await source.initialize();
  try {
    const done = await source.runMigrations();
    for (const migration of done) options.report?.(`${schema}: ${migration.name}`);
  } finally {
    await source.destroy();
  }
}
