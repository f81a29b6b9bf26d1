import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The account that PostgreSQL runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ['postgres', 'nobody'];
const LAST_RESORT = 'consent-broker';

/**
 * PostgreSQL refuses to run as root: then an existing unprivileged account, or a new one where there is none of the
 * two. Undefined when this process is not root and PostgreSQL simply runs as whoever started it.
 */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of [...CANDIDATES, LAST_RESORT]) {
    const account = find(name);
    if (account) return account;
  }
  execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', LAST_RESORT]);
  const made = find(LAST_RESORT);
  if (!made) throw new Error('PostgreSQL does not run as root, and no unprivileged account could be made for it');
  return made;
}

/** Asks the system itself, as the account, so that modes, ACLs and mounts all count. */
export function canUse(account: Account, test: '-x' | '-w', path: string): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', `test ${test} "$0"`, path], { ...account, cwd: '/', stdio: 'ignore' });
  return status === 0;
}

function find(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const fields = line?.split(':');
  return fields && { uid: Number(fields[2]), gid: Number(fields[3]) };
}
