import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directClient, hotPool } from '#libs/persistence';
import type pg from 'pg';
import { Directory } from '../../apps/identity/src/people/directory.js';
import { until } from '../demo/until.js';
import { DIRECTORY_FILE } from '../local/app-commands.js';
import { readEndpoints, type Endpoints } from '../local/endpoints.js';
import { Layout, PROJECT_ROOT, type AppName } from '../local/layout.js';
import { RunFile } from '../local/run-file.js';
import { systemSecretOf } from '../local/secrets.js';
import { bySocket } from '../local/socket-folder.js';
import { TownApi } from '../town/town-api.js';
import { failure } from './child-process.js';
import type { Worked } from './cpu/with-cpu.js';

export interface OwnStack {
  readonly endpoints: Endpoints;
  readonly dataDir: string;
  readonly town: TownApi;
  readonly database: pg.Pool;
  /** The same, for statements that take longer than the apps would wait. */
  readonly patient: pg.Client;
  /** Whose processor time counts: the broker's, or that of these processes instead; the database's in any case. */
  worked(apps?: readonly number[]): Worked;
  stop(): Promise<void>;
}

const PORT_BASE = 13_000;
const CALLERS = 16;
/** A million residents are written in one statement. */
const PATIENCE_MS = 1_800_000;
/** The supervisor itself gives an app three minutes. */
const READY_WITHIN_MS = 240_000;
/** Those that a disclosure passes through; pages have their own measures. */
const ANSWERING: readonly AppName[] = ['relay', 'policy', 'consent', 'audit', 'edge'];

/** The whole broker with the demo town, started as `npm start` does, in a place of its own that is removed afterwards. */
export async function startOwnStack(env: NodeJS.ProcessEnv, args: readonly string[] = []): Promise<OwnStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'consent-broker-bench-'));
  const portBase = Number(env.PORT_BASE ?? PORT_BASE);
  const entry = join(PROJECT_ROOT, 'dist', 'scripts', 'start.js');
  const child = spawn(process.execPath, ['--enable-source-maps', entry, ...args], {
    env: { ...env, DATA_DIR: dataDir, PORT_BASE: String(portBase), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGINT');
      await exited;
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const layout = new Layout(dataDir, portBase);
    const ready = until('the stack is ready', () => readEndpoints(layout), READY_WITHIN_MS);
    return await opened(await Promise.race([ready, failure(child)]), dataDir, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function opened(endpoints: Endpoints, dataDir: string, stop: () => Promise<void>): Promise<OwnStack> {
  const database = hotPool(endpoints.postgres!, 'bench', () => undefined, CALLERS);
  const patient = directClient(endpoints.postgres!, 'bench-patient', PATIENCE_MS);
  await patient.connect();
  const town = new TownApi({
    edge: endpoints.edge!,
    issuer: endpoints.identity!,
    directory: Directory.fromFile(DIRECTORY_FILE),
    systemSecret: systemSecretOf(dataDir),
  });
  const stopAll = async (): Promise<void> => {
    await Promise.all([database.end(), patient.end()]);
    await stop();
  };
  const worked = (apps?: readonly number[]): Worked => {
    const pids = new Map(new RunFile(dataDir).read()?.processes.map(({ name, pid }) => [name, pid]));
    return {
      apps: apps ?? ANSWERING.flatMap((name) => pids.get(name) ?? []),
      postgres: pids.get('postgres'),
      settled: () => untilIdle(database),
    };
  };
  return { endpoints, dataDir, town, database, patient, worked, stop: stopAll };
}

/** The database's address as the apps reach it: by its Unix socket, where it has one. */
export async function addressOfApps({ database, endpoints }: OwnStack): Promise<string> {
  const { rows } = await database.query<{ folder: string }>(
    "SELECT btrim(current_setting('unix_socket_directories'), '\"') AS folder",
  );
  const folder = rows[0]!.folder;
  return folder === '' ? endpoints.postgres! : bySocket(endpoints.postgres!, folder);
}

const LEFT_TO_DO = `SELECT 1 FROM relay.work UNION ALL SELECT 1 FROM messaging.outbox
  UNION ALL SELECT 1 FROM audit.staging LIMIT 1`;

/** Resolves when dispatcher, shipper and sequencer have nothing left to do, so that one measure does not pay for another. */
export async function untilIdle(database: pg.Pool): Promise<void> {
  await until('nothing is left to do', async () => {
    const { rowCount } = await database.query(LEFT_TO_DO);
    return rowCount === 0 || undefined;
  });
}
