import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { SIGN_IN_APPS } from '#libs/persistence';
import { generateSignerKey } from '#libs/tlog';

/** Name of the local stack's log: the origin line of its checkpoints (C2SP tlog-checkpoint). */
export const LOG_ORIGIN = 'northmere.example.org/consent-broker';

/** Secrets of one local stack: files that only their owner can read, made once and kept. */
export interface Secrets {
  readonly postgresPassword: string;
  /** What every agency system's client secret is derived from (development issuer only). */
  readonly systemSecret: string;
  readonly systemSecretFile: string;
  readonly appPasswords: Readonly<Record<string, string>>;
  readonly appPasswordsFile: string;
  readonly keyFile: string;
  readonly logKeyFile: string;
  readonly identityKeysFile: string;
  /** What the portal signs in to the development issuer with. */
  readonly portalClientFile: string;
  /** What the portal's sessions are sealed with. */
  readonly portalSessionKeyFile: string;
}

/** In a folder that is there. */
export function ensureSecrets(dataDir: string): Secrets {
  const folder = join(dataDir, 'secrets');
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  const at = (name: string): string => join(folder, name);
  const stack = ensure(at('stack.json'), () => ({ postgresPassword: randomText() }));
  const appPasswords = ensureEach(
    at('app-passwords.json'),
    SIGN_IN_APPS.map((app) => `${app}_app`),
  );
  ensure(at('keys.json'), () => ({ kek: randomKey(), blindIndex: randomKey() }));
  const systemSecret = systemSecretOf(dataDir);
  ensureText(at('log-signer.key'), () => generateSignerKey(LOG_ORIGIN));
  ensure(at('identity-keys.json'), () => ({ keys: [signingKey()] }));
  ensureText(at('portal-client.secret'), randomText);
  ensureText(at('portal-session.key'), randomKey);
  return {
    ...stack,
    systemSecret,
    systemSecretFile: at('system.secret'),
    appPasswords,
    appPasswordsFile: at('app-passwords.json'),
    keyFile: at('keys.json'),
    logKeyFile: at('log-signer.key'),
    identityKeysFile: at('identity-keys.json'),
    portalClientFile: at('portal-client.secret'),
    portalSessionKeyFile: at('portal-session.key'),
  };
}

/** The one secret that a caller of the development issuer needs; it may be all that DATA_DIR has (docker-compose.yml). */
export function systemSecretOf(dataDir: string): string {
  return ensureText(join(dataDir, 'secrets', 'system.secret'), randomText).trim();
}

function ensure<T extends object>(path: string, make: () => T): T {
  return JSON.parse(ensureText(path, () => JSON.stringify(make(), null, 2))) as T;
}

/** A text for each name. Names that a later release has added are made, and the others stay as they are. */
function ensureEach(path: string, names: readonly string[]): Record<string, string> {
  const known = ensure<Record<string, string>>(path, () => ({}));
  const missing = names.filter((name) => known[name] === undefined);
  if (missing.length === 0) return known;
  const all = { ...known, ...Object.fromEntries(missing.map((name) => [name, randomText()])) };
  write(path, JSON.stringify(all, null, 2));
  return all;
}

function ensureText(path: string, make: () => string): string {
  if (!existsSync(path)) write(path, make());
  return readFileSync(path, 'utf8');
}

/** Complete before it has its name, so a crash leaves either no key or a whole one. */
function write(path: string, content: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${content}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

function randomText(): string {
  return randomBytes(24).toString('base64url');
}

function randomKey(): string {
  return randomBytes(32).toString('base64');
}

function signingKey(): object {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomBytes(8).toString('hex');
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' };
}
