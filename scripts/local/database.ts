import { existsSync, readdirSync } from 'node:fs';
import { compareWithStore, directClient, FileMarkStore, migrate, readStanding } from '#libs/persistence';
import { untilItWorks } from './back-off.js';
import { startPostgres, type RunningPostgres } from './postgres.js';
import type { RunFile } from './run-file.js';
import { reasonOf, say, warn } from './say.js';
import { SCHEMAS } from './schemas.js';
import type { Secrets } from './secrets.js';
import type { StackSettings } from './settings.js';

/** Making a database copies files. */
const MAKES_WITHIN_MS = 60_000;
const DATABASE = 'consent_broker';
/** SQL states that waiting does not mend: wrong password, no such role, no such database. */
const FINAL_STATES = new Set(['28P01', '28000', '3D000']);

/** Errors are logged without the row that caused them: rows hold what must not reach a log (design 2, promise 11). */
const SETTINGS = [
  'max_connections=300',
  'shared_buffers=256MB',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
];

/** The administrator's addresses of a database: anybody's, and the one that this stack's own apps connect through. */
export interface DatabaseAddresses {
  readonly adminUrl: string;
  readonly appsUrl: string;
}

/** The database of one stack: ours, embedded and kept running, or the one that DATABASE_URL names. */
export class StackDatabase {
  private server: RunningPostgres | undefined;
  private stopping = false;

  constructor(
    private readonly settings: StackSettings,
    private readonly secrets: Secrets,
    private readonly runFile: RunFile,
    private readonly signal: AbortSignal,
  ) {}

  get isOurs(): boolean {
    return this.settings.databaseUrl === undefined;
  }

  /** Starts or finds it, brings it to this release, and says where it is. */
  async prepare(): Promise<DatabaseAddresses> {
    const adminUrl = this.settings.databaseUrl ?? (await this.startOurs());
    if (!this.isOurs) await this.untilAnswering(adminUrl);
    const passwords = this.secrets.appPasswords;
    await migrate({ adminUrl, passwords, schemas: SCHEMAS, report: (line) => say(`  migrated ${line}`) });
    await this.requireItsStore(adminUrl);
    return { adminUrl, appsUrl: this.appsUrl(adminUrl) };
  }

  /** By the Unix socket of ours, where it has one: it costs apps and database less than TCP does. */
  private appsUrl(adminUrl: string): string {
    if (!this.server) return adminUrl;
    const { socket } = this.server;
    if ('none' in socket) {
      say(`  The apps reach the database by TCP: ${socket.none}.`);
      return adminUrl;
    }
    return inDatabase(socket.adminUrl);
  }

  /** A store that belongs to another database would keep every app from being ready, and say so in a log only. */
  private async requireItsStore(adminUrl: string): Promise<void> {
    const { marksFolder } = this.settings;
    const client = directClient(adminUrl, 'start', MAKES_WITHIN_MS);
    const store = new FileMarkStore(marksFolder);
    await client.connect();
    try {
      const { verdict } = await compareWithStore(client, store, await readStanding(client));
      if (verdict === 'foreign')
        throw new Error(
          `The restart-proof store in ${marksFolder} belongs to another database: set MARKS_DIR to this one's, or, where it is new, to an empty folder.`,
        );
    } finally {
      await Promise.all([client.end(), store.close()]);
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.server?.stop();
    this.runFile.remove('postgres');
  }

  private async startOurs(): Promise<string> {
    await this.startServer();
    const { adminUrl } = this.server!;
    const client = directClient(adminUrl, 'start', MAKES_WITHIN_MS);
    await client.connect();
    try {
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
      if (rowCount === 0) {
        this.requireNoStore();
        await client.query(`CREATE DATABASE ${DATABASE}`);
      }
    } finally {
      await client.end();
    }
    return inDatabase(adminUrl);
  }

  /** A new database beside the restart-proof store of another would disclose nothing, and say so in a log only (ADR 22). */
  private requireNoStore(): void {
    const { marksFolder: marks } = this.settings;
    if (existsSync(marks) && readdirSync(marks).length > 0)
      throw new Error(
        `${marks} remembers what was stopped in a database that is gone: restore its backup, or remove both to begin anew.`,
      );
  }

  private async startServer(): Promise<void> {
    const { layout } = this.settings;
    this.server = await startPostgres({
      dataDir: layout.path('postgres'),
      password: this.secrets.postgresPassword,
      port: layout.port('postgres'),
      settings: SETTINGS,
      socket: true,
      onSpawn: (pid) => this.runFile.add('postgres', pid),
    });
    void this.server.exited.then(() => this.keepRunning());
  }

  /** The apps wait for a database that goes away; ours is brought back. */
  private async keepRunning(): Promise<void> {
    if (this.stopping) return;
    warn('The database ended by itself; starting it again.');
    const onFailure = (error: unknown, pauseMs: number): void =>
      warn(`The database does not start (${reasonOf(error)}); trying again in ${pauseMs / 1000} s.`);
    await untilItWorks(() => this.startServer(), {
      firstMs: 500,
      longestMs: 30_000,
      onFailure,
      signal: this.signal,
    }).catch((error: unknown) => {
      if (!this.signal.aborted) warn(`The database stays down: ${reasonOf(error)}`);
    });
  }

  private async untilAnswering(url: string): Promise<void> {
    const { hostname, port } = new URL(url);
    const connect = async (): Promise<void> => {
      const client = directClient(url, 'start');
      await client.connect();
      await client.end();
    };
    await untilItWorks(connect, {
      firstMs: 500,
      longestMs: 10_000,
      signal: this.signal,
      isFinal: (error) => FINAL_STATES.has((error as { code?: string }).code ?? ''),
      onFailure: (error, pauseMs) =>
        warn(
          `The database at ${hostname}:${port || 5432} does not answer (${reasonOf(error)}); trying again in ${pauseMs / 1000} s.`,
        ),
    });
  }
}

function inDatabase(adminUrl: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${DATABASE}`;
  return url.href;
}
