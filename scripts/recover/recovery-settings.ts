import { dirname, join } from 'node:path';
import { readEndpoints } from '../local/endpoints.js';
import { ensureSecrets } from '../local/secrets.js';
import { layoutFrom } from '../local/settings.js';

export interface RecoverySettings {
  /** The database as its administrator. */
  readonly databaseUrl: string;
  readonly keyFile: string;
  readonly marksFolder: string;
}

/** With KEY_FILE in the environment: a deployment's own. Otherwise the local stack of DATA_DIR, of which the database must be up. */
export function recoverySettings(env: NodeJS.ProcessEnv): RecoverySettings {
  const { DATABASE_URL: given, KEY_FILE: keyFile, MARKS_DIR } = env;
  if (keyFile) {
    if (!given) throw new Error('KEY_FILE is set, DATABASE_URL is not: both, the latter as administrator.');
    return { databaseUrl: given, keyFile, marksFolder: MARKS_DIR ?? join(dirname(keyFile), 'marks') };
  }
  const layout = layoutFrom(env);
  const secrets = ensureSecrets(layout.dataDir);
  const ours = `postgres://postgres:${encodeURIComponent(secrets.postgresPassword)}@127.0.0.1:${layout.port('postgres')}/consent_broker`;
  const databaseUrl = given ?? readEndpoints(layout)?.postgres ?? ours;
  return { databaseUrl, keyFile: secrets.keyFile, marksFolder: MARKS_DIR ?? layout.path('marks') };
}
