import { dirname, join } from 'node:path';
import { readList } from '#libs/http';
import { ConsentConfig } from '../../apps/consent/src/config.js';
import { readEndpoints } from '../local/endpoints.js';
import { roleUrl } from '../local/app-commands.js';
import { ensureSecrets } from '../local/secrets.js';
import { layoutFrom } from '../local/settings.js';
import type { WithdrawalSettings } from './withdrawals.js';

const DISCREET_BY_DEFAULT = new ConsentConfig().DISCREET_AGENCIES;

/**
 * Where to record it. With KEY_FILE in the environment: a deployment's own DATABASE_URL (as consent_app) and issuers, as
 * the consent app has them. Otherwise the local stack of DATA_DIR, of which only the database must be up.
 */
export function withdrawalSettings(env: NodeJS.ProcessEnv): WithdrawalSettings {
  const layout = layoutFrom(env);
  const staffIssuer = env.OIDC_ISSUER_STAFF ?? layout.url('identity');
  const residentIssuer = env.OIDC_ISSUER_RESIDENT ?? layout.url('identity');
  const discreetAgencies = env.DISCREET_AGENCIES === undefined ? DISCREET_BY_DEFAULT : readList(env.DISCREET_AGENCIES);
  if (env.KEY_FILE) {
    if (!env.DATABASE_URL) throw new Error('KEY_FILE is set, DATABASE_URL is not: both, as the consent app has them.');
    const marksFolder = env.MARKS_DIR ?? join(dirname(env.KEY_FILE), 'marks');
    const { DATABASE_URL: databaseUrl, KEY_FILE: keyFile } = env;
    return { databaseUrl, keyFile, marksFolder, staffIssuer, residentIssuer, discreetAgencies };
  }
  const { appPasswords, keyFile } = ensureSecrets(layout.dataDir);
  const known = env.DATABASE_URL ?? readEndpoints(layout)?.postgres;
  const address = known ?? `postgres://127.0.0.1:${layout.port('postgres')}/consent_broker`;
  return {
    databaseUrl: roleUrl(address, 'consent_app', appPasswords),
    keyFile,
    marksFolder: env.MARKS_DIR ?? layout.path('marks'),
    staffIssuer,
    residentIssuer,
    discreetAgencies,
  };
}
