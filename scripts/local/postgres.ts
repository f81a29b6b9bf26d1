import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { directClient } from '#libs/persistence';
import { freePort } from './free-port.js';
import { placeFor, type PostgresPlace } from './postgres-place.js';
import { bySocket, makeSocketFolder, type SocketFolder, socketSettings } from './socket-folder.js';
import { argumentsOf, isRunning, refer, stopProcess } from './processes.js';

const run = promisify(execFile);
const STARTS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 30_000;
const WRONG_PASSWORD = '28P01';

/** Where the server's files live and how it listens. Loopback only, and where `socket` asks for one a Unix socket; `settings` are `name=value` server options. */
export interface PostgresOptions {
  readonly dataDir: string;
  readonly password: string;
  readonly port?: number;
  readonly settings?: readonly string[];
  readonly socket?: boolean;
  /** Told the process id as soon as there is one, before the server answers. */
  readonly onSpawn?: (pid: number) => void;
}

/** A running server of ours. `stop` is idempotent and waits for the process to end; `exited` settles when it has. */
export interface RunningPostgres {
  readonly port: number;
  readonly pid: number;
  readonly adminUrl: string;
  /** The same by its Unix socket, which costs less; or why there is none. */
  readonly socket: { readonly adminUrl: string } | { readonly none: string };
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

/** Initialises the data directory when it is empty, starts the server in its own session and waits until it answers. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const place = await placeFor(options.dataDir);
  const cluster = join(place.dataDir, 'cluster');
  await stopLeftover(cluster);
  if (!existsSync(cluster)) await initialise(place, cluster, options.password);
  const port = options.port ?? (await freePort());
  const folder: SocketFolder = options.socket ? await makeSocketFolder(place, port) : { none: 'none was asked for' };
  const child = launch(place, cluster, [`port=${port}`, ...socketSettings(folder), ...(options.settings ?? [])]);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const exited = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve());
    child.once('error', reject);
  });
  const stop = async (): Promise<void> => {
    child.ref();
    // SIGINT is PostgreSQL's "fast" shutdown: sessions are ended, everything committed is kept.
    if (!hasEnded()) child.kill('SIGINT');
    await exited;
  };
  if (child.pid) options.onSpawn?.(child.pid);
  const adminUrl = `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`;
  try {
    await Promise.race([untilAnswering(adminUrl, hasEnded, place.dataDir), exited]);
    if (hasEnded()) throw new Error(`PostgreSQL stopped while starting; see ${join(place.dataDir, 'postgres.log')}`);
  } catch (error) {
    await stop();
    throw error;
  }
  child.unref();
  const socket = 'none' in folder ? folder : { adminUrl: bySocket(adminUrl, folder.path) };
  return { port, pid: child.pid!, adminUrl, socket, exited, stop };
}

/** A session of its own: Ctrl-C reaches the supervisor only, which stops the database last. */
function launch(place: PostgresPlace, cluster: string, settings: readonly string[]): ChildProcess {
  const all = ['listen_addresses=127.0.0.1', ...settings];
  const log = openSync(join(place.dataDir, 'postgres.log'), 'a', 0o600);
  try {
    return spawn(join(place.native, 'bin', 'postgres'), ['-D', cluster, ...all.flatMap((setting) => ['-c', setting])], {
      ...surroundings(place),
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** A server that a killed supervisor left on this very cluster, even one that it had no time to write down. */
async function stopLeftover(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const ref = refer('postgres', Number(readFileSync(pidFile, 'utf8').split('\n')[0]));
  const isOurs = argumentsOf(ref.pid).includes(cluster);
  if (isOurs) await stopProcess(ref, 'SIGINT', STOPS_WITHIN_MS);
  // PostgreSQL would not start while any process has the id in its file, though it be somebody else's by now.
  else if (isRunning(ref)) rmSync(pidFile, { force: true });
}

function surroundings(place: PostgresPlace): object {
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: join(place.native, 'lib') };
  return { ...place.account, env, cwd: '/' };
}

/** Made beside its place and then given its name: a cluster is whole or absent, whenever this was broken off. */
async function initialise(place: PostgresPlace, cluster: string, password: string): Promise<void> {
  const draft = `${cluster}.draft`;
  const passwordFile = join(place.dataDir, 'initial-password');
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid);
  try {
    const how = ['-U', 'postgres', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', `--pwfile=${passwordFile}`];
    await run(join(place.native, 'bin', 'initdb'), ['-D', draft, ...how], surroundings(place));
    renameSync(draft, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function untilAnswering(url: string, hasExited: () => boolean, dataDir: string): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  for (;;) {
    if (hasExited()) return;
    const client = directClient(url, 'start');
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if ((error as { code?: string }).code === WRONG_PASSWORD)
        throw new Error(`the database in ${dataDir} was made with other secrets; remove both to begin anew`, {
          cause: error,
        });
      if (Date.now() > deadline)
        throw new Error(`PostgreSQL does not answer; see postgres.log in ${dataDir}`, { cause: error });
      await wait(50);
    }
  }
}
