import { readConfig } from '#libs/http';
import { ConsentConfig } from '../../apps/consent/src/config.js';
import { directDatabase } from '../local/direct-database.js';

/** Where to record it, and what a resident's own history leaves out there: both as the consent app has them. */
export function withdrawalConfig(env: NodeJS.ProcessEnv): ConsentConfig {
  const { databaseUrl, keyFile, marksFolder, staffIssuer, residentIssuer } = directDatabase(env, 'consent');
  return readConfig(ConsentConfig, {
    // Nothing listens.
    PORT: '0',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: '2',
    KEY_FILE: keyFile,
    MARKS_DIR: marksFolder,
    OIDC_ISSUER_STAFF: staffIssuer,
    OIDC_ISSUER_RESIDENT: residentIssuer,
    DISCREET_AGENCIES: env.DISCREET_AGENCIES,
  });
}
