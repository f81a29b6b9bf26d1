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
}

export function ensureSecrets(dataDir: string): Secrets {
  const folder = join(dataDir, 'secrets');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  const at = (name: string): string => join(folder, name);
  const stack = ensure(at('stack.json'), () => ({ postgresPassword: randomText() }));
  const appPasswords = ensure(at('app-passwords.json'), () =>
    Object.fromEntries(SIGN_IN_APPS.map((app) => [`${app}_app`, randomText()])),
  );
  ensure(at('keys.json'), () => ({ kek: randomKey(), blindIndex: randomKey() }));
  const systemSecret = ensureText(at('system.secret'), randomText).trim();
  ensureText(at('log-signer.key'), () => generateSignerKey(LOG_ORIGIN));
  ensure(at('identity-keys.json'), () => ({ keys: [signingKey()] }));
  return {
    ...stack,
    systemSecret,
    systemSecretFile: at('system.secret'),
    appPasswords,
    appPasswordsFile: at('app-passwords.json'),
    keyFile: at('keys.json'),
    logKeyFile: at('log-signer.key'),
    identityKeysFile: at('identity-keys.json'),
  };
}

function ensure<T extends object>(path: string, make: () => T): T {
  return JSON.parse(ensureText(path, () => JSON.stringify(make(), null, 2))) as T;
}

/** Reads the file, or makes it: complete before it has its name, so a crash leaves either no key or a whole one. */
function ensureText(path: string, make: () => string): string {
  if (!existsSync(path)) {
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, `${make()}\n`, { mode: 0o600 });
    renameSync(draft, path);
  }
  return readFileSync(path, 'utf8');
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
