import { copyFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Secrets } from './secrets.js';

/** Who gets a folder of their own, and what lies in it: nobody holds another's key or password (docker-compose.yml). */
export const RECEIVERS = [
  'postgres',
  'migrate',
  'seed',
  'identity',
  'consent',
  'policy',
  'relay',
  'audit',
  'portal',
] as const;
type Receiver = (typeof RECEIVERS)[number];

/**
 * Lays each receiver's secrets into `<into>/<receiver>/secrets`, for their owner only; what is there is replaced. `pgpass` is
 * PostgreSQL's own password file: with PGPASSFILE a DATABASE_URL needs no password.
 */
export function handOut(secrets: Secrets, into: string): void {
  for (const receiver of RECEIVERS) {
    const folder = join(into, receiver, 'secrets');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const file of filesOf(receiver, secrets)) {
      const draft = join(folder, `${basename(file)}.${process.pid}`);
      copyFileSync(file, draft);
      renameSync(draft, join(folder, basename(file)));
    }
    for (const [name, content] of Object.entries(textsOf(receiver, secrets)))
      writeFileSync(join(folder, name), `${content}\n`, { mode: 0o600 });
  }
}

function filesOf(receiver: Receiver, secrets: Secrets): readonly string[] {
  switch (receiver) {
    case 'postgres':
      return [];
    case 'migrate':
      return [secrets.appPasswordsFile];
    case 'seed':
      return [secrets.systemSecretFile];
    case 'identity':
      return [secrets.identityKeysFile, secrets.systemSecretFile, secrets.portalClientFile];
    case 'portal':
      return [secrets.portalSessionKeyFile, secrets.portalClientFile];
    case 'audit':
      return [secrets.keyFile, secrets.logKeyFile];
    default:
      return [secrets.keyFile];
  }
}

function textsOf(receiver: Receiver, { postgresPassword, appPasswords }: Secrets): Readonly<Record<string, string>> {
  if (receiver === 'postgres') return { 'postgres.password': postgresPassword };
  if (receiver === 'migrate' || receiver === 'seed') return { pgpass: `*:*:*:postgres:${postgresPassword}` };
  const role = `${receiver}_app`;
  const password = appPasswords[role];
  return password === undefined ? {} : { pgpass: `*:*:*:${role}:${password}` };
}
