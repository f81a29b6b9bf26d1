import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of this test file alone, cloned from the migrated template. */
export interface TestDatabase {
  readonly name: string;
  readonly adminUrl: string;
  /** The sign-in URL of a role such as `relay_app`. */
  urlFor(role: string): string;
  /** Ends every session on it and drops it. */
  drop(): Promise<void>;
}

/** Sign-in password of every `<app>_app` role in tests. */
export const TEST_PASSWORD = 'test';
export const TEMPLATE_DATABASE = 'template_broker';

/** Address of the server that Jest's global set-up started. */
function serverUrl(): URL {
  const url = process.env.TEST_POSTGRES_URL;
  if (!url) throw new Error('TEST_POSTGRES_URL is not set: run the tests through Jest with its global set-up');
  return new URL(url);
}

/** Clones the template; takes some 50 ms, so each spec file can have its own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE} STRATEGY file_copy`);
  const urlFor = (role: string): string => {
    const url = serverUrl();
    url.pathname = `/${name}`;
    url.username = role;
    url.password = TEST_PASSWORD;
    return url.href;
  };
  const admin = serverUrl();
  admin.pathname = `/${name}`;
  await asAdmin(VOUCH, admin);
  return { name, adminUrl: admin.href, urlFor, drop: () => drop(name) };
}

/**
 * PostgreSQL waits up to 5 s for sessions that are just ending; cutting one off would reach its pool as an error that
 * nobody listens to. Only what a test left open is ended by force.
 */
async function drop(name: string): Promise<void> {
  try {
    await asAdmin(`DROP DATABASE IF EXISTS ${name}`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === OBJECT_IN_USE)) throw error;
    await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

const OBJECT_IN_USE = '55006';

/** A spec that is not about restores needs nobody who vouches for its database: that never runs out (ADR 22). */
const VOUCH = `UPDATE fence.standing SET valid_until = 'infinity', started_at = pg_postmaster_start_time(),
  written_by = pg_current_xact_id(), database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

async function asAdmin(sql: string, url = serverUrl()): Promise<void> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
