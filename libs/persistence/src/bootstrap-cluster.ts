import type pg from 'pg';
import { requirePostgres } from './require-postgres.js';

/** Apps that sign in; fence and messaging have an owner only. */
export const SIGN_IN_APPS = ['consent', 'policy', 'relay', 'audit', 'portal'] as const;

/**
 * No stopped or hung process may hold a fence lock: its transaction is ended for it (design 2, promise 2). Disclosures
 * wait at most 1 s for a lock and then deny; the shorter idle bound ends a writer that stopped between two statements. All
 * are below the bound that a client has of its own (steady-client), so that only a server that says nothing meets that.
 */
const BOUNDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  consent_app: { idle_in_transaction_session_timeout: '500ms', lock_timeout: '4s', transaction_timeout: '4500ms' },
  policy_app: { idle_in_transaction_session_timeout: '500ms', lock_timeout: '4s', transaction_timeout: '4500ms' },
  relay_app: { idle_in_transaction_session_timeout: '500ms', lock_timeout: '1s', transaction_timeout: '2s' },
};

/**
 * Roles and schemas, before any migration: `<schema>_owner` (no sign-in, owns the objects) and `<app>_app`
 * (sign-in, owns nothing). Default privileges take EXECUTE away from PUBLIC for every function an owner will create.
 * Rejects at once where the server is too old. Idempotent; passwords are set anew at each run.
 */
export async function bootstrapCluster(
  client: pg.Client,
  schemas: readonly string[],
  passwords: Readonly<Record<string, string>>,
): Promise<void> {
  await requirePostgres(client);
  const database = client.escapeIdentifier(
    (await client.query<{ name: string }>('SELECT current_database() AS name')).rows[0]!.name,
  );
  await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
  for (const schema of schemas) {
    const owner = `${schema}_owner`;
    await ensureRole(client, owner, 'NOLOGIN');
    await client.query(`GRANT ${owner} TO CURRENT_USER`);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${owner}`);
    await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${owner}`);
    await client.query(`ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC`);
  }
  for (const app of SIGN_IN_APPS) {
    const role = `${app}_app`;
    const password = passwords[role];
    if (!password) throw new Error(`no password was given for the sign-in role ${role}`);
    await ensureRole(client, role, 'LOGIN');
    await client.query(`ALTER ROLE ${role} PASSWORD ${client.escapeLiteral(password)}`);
    await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${role}`);
    await client.query(`GRANT USAGE ON SCHEMA ${app} TO ${role}`);
    for (const [name, value] of Object.entries(BOUNDS[role] ?? {})) {
      await client.query(`ALTER ROLE ${role} SET ${name} = ${client.escapeLiteral(value)}`);
    }
  }
}

async function ensureRole(client: pg.Client, role: string, kind: 'LOGIN' | 'NOLOGIN'): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${role} ${kind} NOSUPERUSER NOCREATEDB NOCREATEROLE`);
}
