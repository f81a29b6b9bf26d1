import { dirname, join } from 'node:path';
import type { SIGN_IN_APPS } from '#libs/persistence';
import { roleUrl } from './app-commands.js';
import { readEndpoints } from './endpoints.js';
import { makeFolder } from './own-folder.js';
import { ensureSecrets } from './secrets.js';
import { layoutFrom } from './settings.js';

/** What a command needs that works past the apps: the database, its keys and marks, and who signs people in. */
export interface DirectDatabase {
  readonly databaseUrl: string;
  readonly keyFile: string;
  /** The restart-proof store, as the apps have it (ADR 22). */
  readonly marksFolder: string;
  readonly staffIssuer: string;
  readonly residentIssuer: string;
}

/**
 * Where such a command works, signed in as an app's role. With KEY_FILE in the environment: a deployment's own DATABASE_URL (as
 * `<app>_app`) and issuers, as that app has them. Otherwise the local stack of DATA_DIR, of which only the database must be up.
 */
export function directDatabase(env: NodeJS.ProcessEnv, app: (typeof SIGN_IN_APPS)[number]): DirectDatabase {
  if (env.KEY_FILE) return own(env, env.KEY_FILE, `as the ${app} app has them`);
  const { layout, appPasswords, ...local } = ofLocalStack(env);
  const known = env.DATABASE_URL ?? readEndpoints(layout)?.postgres;
  const address = known ?? `postgres://127.0.0.1:${layout.port('postgres')}/consent_broker`;
  return { ...local, databaseUrl: roleUrl(address, `${app}_app`, appPasswords) };
}

/** The same as the administrator, who migrates: for operators. */
export function administratorDatabase(env: NodeJS.ProcessEnv): DirectDatabase {
  if (env.KEY_FILE) return own(env, env.KEY_FILE, 'the latter as administrator');
  const { layout, postgresPassword, appPasswords: _roles, ...local } = ofLocalStack(env);
  const ours = `postgres://postgres:${encodeURIComponent(postgresPassword)}@127.0.0.1:${layout.port('postgres')}/consent_broker`;
  return { ...local, databaseUrl: env.DATABASE_URL ?? readEndpoints(layout)?.postgres ?? ours };
}

function own(env: NodeJS.ProcessEnv, keyFile: string, how: string): DirectDatabase {
  if (!env.DATABASE_URL) throw new Error(`KEY_FILE is set, DATABASE_URL is not: both, ${how}.`);
  const marksFolder = env.MARKS_DIR ?? join(dirname(keyFile), 'marks');
  return { databaseUrl: env.DATABASE_URL, keyFile, marksFolder, ...issuersOf(env) };
}

function ofLocalStack(env: NodeJS.ProcessEnv) {
  const layout = layoutFrom(env);
  makeFolder('DATA_DIR', layout.dataDir);
  const { appPasswords, postgresPassword, keyFile } = ensureSecrets(layout.dataDir);
  const marksFolder = env.MARKS_DIR ?? layout.path('marks');
  return { layout, appPasswords, postgresPassword, keyFile, marksFolder, ...issuersOf(env) };
}

function issuersOf(env: NodeJS.ProcessEnv): Pick<DirectDatabase, 'staffIssuer' | 'residentIssuer'> {
  const local = layoutFrom(env).url('identity');
  return {
    staffIssuer: env.OIDC_ISSUER_STAFF ?? local,
    residentIssuer: env.OIDC_ISSUER_RESIDENT ?? local,
  };
}
