import { join } from 'node:path';
import type { AppCommand } from './app-process.js';
import { APPS, PROJECT_ROOT, type AppName, type Layout } from './layout.js';
import type { Secrets } from './secrets.js';

/** What the apps of one stack have in common. */
export interface Surroundings {
  readonly layout: Layout;
  readonly secrets: Secrets;
  /** The database with the sign-in of a role left out: `roleUrl` adds it. */
  readonly databaseUrl: string;
  readonly kafkaBrokers: string | undefined;
  readonly logOrigin: string;
  readonly inherited: NodeJS.ProcessEnv;
}

export const DIRECTORY_FILE = join(PROJECT_ROOT, 'demo', 'people.json');

/**
 * Strangers reach the edge, so its memory is bounded. Without a bound V8 puts off tidying up until it has taken twice as much
 * as is in use (on a large machine: hundreds of megabytes), whatever our own limits are.
 */
export const EDGE_OPTIONS = ['--max-old-space-size=512', '--max-semi-space-size=4'];

/** One command an app, in the order in which they are started. A production environment has no development sign-in. */
export function appCommands(around: Surroundings): AppCommand[] {
  const production = around.inherited.NODE_ENV === 'production';
  return APPS.filter((app) => !(production && app === 'identity')).map((name) => ({
    name,
    options: nodeOptions(name, around.inherited),
    entry: join(PROJECT_ROOT, 'dist', 'bundle', `${name}.js`),
    env: { ...sharedEnvironment(around), PORT: String(around.layout.port(name)), ...ownEnvironment(name, around) },
    logFile: around.layout.path('logs', `${name}.log`),
  }));
}

/** PROFILE_DIR: a folder into which the relay writes its CPU profile when it stops (`npm run bench -- --profile`). */
function nodeOptions(name: AppName, { PROFILE_DIR }: NodeJS.ProcessEnv): readonly string[] {
  if (name === 'relay' && PROFILE_DIR) return ['--cpu-prof', `--cpu-prof-dir=${PROFILE_DIR}`];
  return name === 'edge' ? EDGE_OPTIONS : [];
}

/** The same database, signed in as one app's role. */
export function roleUrl(databaseUrl: string, role: string, passwords: Readonly<Record<string, string>>): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = encodeURIComponent(passwords[role] ?? '');
  return url.href;
}

function sharedEnvironment({ layout, kafkaBrokers, inherited }: Surroundings): Record<string, string> {
  const { DATABASE_URL: _admin, ...rest } = inherited;
  const identity = layout.url('identity');
  const set = Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    NODE_ENV: 'development',
    OIDC_ISSUER_RESIDENT: identity,
    OIDC_ISSUER_STAFF: identity,
    OIDC_AUDIENCE: 'consent-broker',
    ...Object.fromEntries(set),
    HOST: '127.0.0.1',
    ...(kafkaBrokers ? { KAFKA_BROKERS: kafkaBrokers } : {}),
  };
}

function ownEnvironment(name: AppName, around: Surroundings): Record<string, string> {
  const { layout, secrets } = around;
  const database = (): Record<string, string> => ({
    MARKS_DIR: around.inherited.MARKS_DIR ?? layout.path('marks'),
    ...signIn(),
    KEY_FILE: secrets.keyFile,
  });
  const signIn = (): Record<string, string> => ({
    DATABASE_URL: roleUrl(around.databaseUrl, `${name}_app`, secrets.appPasswords),
  });
  switch (name) {
    case 'identity':
      return {
        ISSUER: layout.url('identity'),
        SIGNING_KEY_FILE: secrets.identityKeysFile,
        DIRECTORY_FILE,
        SYSTEM_SECRET_FILE: secrets.systemSecretFile,
        PORTAL_URL: publicUrl(around),
        PORTAL_SECRET_FILE: secrets.portalClientFile,
      };
    case 'edge':
      return {
        ADMIN_PORT: String(layout.port('edge-admin')),
        CONSENT_URL: layout.url('consent'),
        POLICY_URL: layout.url('policy'),
        RELAY_URL: layout.url('relay'),
        AUDIT_URL: layout.url('audit'),
        PORTAL_URL: layout.url('portal'),
      };
    case 'policy':
      return { PUBLIC_URL: publicUrl(around), ...database() };
    case 'audit':
      return { ...database(), LOG_ORIGIN: around.logOrigin, LOG_KEY_FILE: secrets.logKeyFile };
    case 'portal':
      return {
        ...signIn(),
        SESSION_KEY_FILE: secrets.portalSessionKeyFile,
        CLIENT_SECRET_FILE: around.inherited.CLIENT_SECRET_FILE ?? secrets.portalClientFile,
        API_URL: layout.url('edge'),
        PUBLIC_URL: publicUrl(around),
      };
    default:
      return database();
  }
}

/** Where browsers and other systems reach the edge. */
function publicUrl({ inherited, layout }: Surroundings): string {
  return inherited.PUBLIC_URL ?? layout.url('edge');
}
