import type { SIGN_IN_APPS } from '#libs/persistence';
import { roleUrl } from './app-commands.js';
import { readEndpoints } from './endpoints.js';
import { ensureSecrets } from './secrets.js';
import { layoutFrom } from './settings.js';

/** What a command needs that works past the apps: the database as one app's role, its keys, and who signs people in. */
export interface DirectDatabase {
  readonly databaseUrl: string;
  readonly keyFile: string;
  readonly staffIssuer: string;
  readonly residentIssuer: string;
}

/**
 * Where such a command works. With KEY_FILE in the environment: a deployment's own DATABASE_URL (as `<app>_app`) and issuers,
 * as that app has them. Otherwise the local stack of DATA_DIR, of which only the database must be up.
 */
export function directDatabase(env: NodeJS.ProcessEnv, app: (typeof SIGN_IN_APPS)[number]): DirectDatabase {
  const layout = layoutFrom(env);
  const staffIssuer = env.OIDC_ISSUER_STAFF ?? layout.url('identity');
  const residentIssuer = env.OIDC_ISSUER_RESIDENT ?? layout.url('identity');
  if (env.KEY_FILE) {
    if (!env.DATABASE_URL) throw new Error(`KEY_FILE is set, DATABASE_URL is not: both, as the ${app} app has them.`);
    return { databaseUrl: env.DATABASE_URL, keyFile: env.KEY_FILE, staffIssuer, residentIssuer };
  }
  const { appPasswords, keyFile } = ensureSecrets(layout.dataDir);
  const known = env.DATABASE_URL ?? readEndpoints(layout)?.postgres;
  const address = known ?? `postgres://127.0.0.1:${layout.port('postgres')}/consent_broker`;
  return { databaseUrl: roleUrl(address, `${app}_app`, appPasswords), keyFile, staffIssuer, residentIssuer };
}
