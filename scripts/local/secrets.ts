import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { SIGN_IN_APPS } from '#libs/persistence';

/** Secrets of one local stack: files that only their owner can read, made once and kept. */
export interface Secrets {
  readonly postgresPassword: string;
  readonly systemSecret: string;
  readonly appPasswords: Readonly<Record<string, string>>;
  readonly appPasswordsFile: string;
  readonly keyFile: string;
  readonly logKeyFile: string;
  readonly identityKeysFile: string;
}

export function ensureSecrets(dataDir: string): Secrets {
  const folder = join(dataDir, 'secrets');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const at = (name: string): string => join(folder, name);
  const stack = ensure(at('stack.json'), () => ({ postgresPassword: randomText(), systemSecret: randomText() }));
  const appPasswords = ensure(at('app-passwords.json'), () =>
    Object.fromEntries(SIGN_IN_APPS.map((app) => [`${app}_app`, randomText()])),
  );
  ensure(at('keys.json'), () => ({ kek: randomKey(), blindIndex: randomKey() }));
  ensure(at('log-key.json'), () => ({ ed25519: ed25519Seed() }));
  ensure(at('identity-keys.json'), () => ({ keys: [signingKey()] }));
  return {
    ...stack,
    appPasswords,
    appPasswordsFile: at('app-passwords.json'),
    keyFile: at('keys.json'),
    logKeyFile: at('log-key.json'),
    identityKeysFile: at('identity-keys.json'),
  };
}

/** Reads the file, or makes it: complete before it has its name, so a crash leaves either no key or a whole one. */
function ensure<T extends object>(path: string, make: () => T): T {
  if (!existsSync(path)) {
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(make(), null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, path);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

function randomText(): string {
  return randomBytes(24).toString('base64url');
}

function randomKey(): string {
  return randomBytes(32).toString('base64');
}

function ed25519Seed(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'jwk' }).d!;
}

function signingKey(): object {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomBytes(8).toString('hex');
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' };
}
