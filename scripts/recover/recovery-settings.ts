import { readEndpoints } from '../local/endpoints.js';
import { ensureSecrets } from '../local/secrets.js';
import { layoutFrom } from '../local/settings.js';
import type { RecoverySettings } from './recoveries.js';

/** A deployment's own (DATABASE_URL, KEY_FILE), else the local stack of DATA_DIR, of which only the database must be up. */
export function recoverySettings(env: NodeJS.ProcessEnv): RecoverySettings & { readonly staffIssuer: string } {
  const layout = layoutFrom(env);
  const staffIssuer = env.OIDC_ISSUER_STAFF ?? layout.url('identity');
  if (env.KEY_FILE) {
    if (!env.DATABASE_URL)
      throw new Error('KEY_FILE is set, DATABASE_URL is not: both are needed (--help shows more).');
    return { databaseUrl: env.DATABASE_URL, keyFile: env.KEY_FILE, staffIssuer };
  }
  const { postgresPassword, keyFile } = ensureSecrets(layout.dataDir);
  const ours = `postgres://postgres:${encodeURIComponent(postgresPassword)}@127.0.0.1:${layout.port('postgres')}/consent_broker`;
  return { databaseUrl: env.DATABASE_URL ?? readEndpoints(layout)?.postgres ?? ours, keyFile, staffIssuer };
}
