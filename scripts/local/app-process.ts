import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { PROJECT_ROOT } from './layout.js';
import type { RunFile } from './run-file.js';
import { isRunning, stopProcess, type ProcessRef } from './processes.js';
import { warn } from './say.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const CALM_AFTER_MS = 60_000;
const STOPS_WITHIN_MS = 20_000;
const LOG_LIMIT_BYTES = 20_000_000;

export interface AppCommand {
  readonly name: string;
  readonly entry: string;
  /** Of Node, before the entry. */
  readonly options: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

/**
 * One app as a child process in a session of its own, so that Ctrl-C does not reach it before its turn. Once `settled`
 * it is started again when it ends by itself, with back-off; before that its end is the start's failure.
 */
export class AppProcess {
  private child: ChildProcess | undefined;
  private ref: ProcessRef | undefined;
  private settled = false;
  private stopping = false;
  private pauseMs = FIRST_PAUSE_MS;
  private startedAt = 0;
  private logStart = 0;
  private restart: NodeJS.Timeout | undefined;

  constructor(
    private readonly command: AppCommand,
    private readonly runFile: RunFile,
  ) {}

  get name(): string {
    return this.command.name;
  }

  /** Whether it ended before it was ever ready. */
  get hasFailed(): boolean {
    return !this.settled && this.child !== undefined && this.ended(this.child);
  }

  start(): void {
    keepLogSmall(this.command.logFile);
    const log = openSync(this.command.logFile, 'a', 0o600);
    this.logStart = fstatSync(log).size;
    const child = spawn(process.execPath, ['--enable-source-maps', ...this.command.options, this.command.entry], {
      env: this.command.env,
      cwd: PROJECT_ROOT,
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.child = child;
    this.startedAt = Date.now();
    child.once('error', (error) => warn(`${this.name} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => this.afterExit(code, signal));
    if (child.pid) this.ref = this.runFile.add(this.name, child.pid);
  }

  /** From now on it is kept running. */
  settle(): void {
    this.settled = true;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    if (!this.ref) return;
    const how = await stopProcess(this.ref, 'SIGTERM', STOPS_WITHIN_MS);
    if (how === 'killed')
      warn(`${this.name} did not stop within ${STOPS_WITHIN_MS / 1000} s and was killed; see ${this.command.logFile}`);
    if (!isRunning(this.ref)) this.runFile.remove(this.name);
  }

  /** The end of its log, for a person who must see at once why it did not start. */
  lastWords(lines = 12): string {
    if (!existsSync(this.command.logFile)) return '';
    const own = readFileSync(this.command.logFile).subarray(this.logStart).toString();
    return own.trimEnd().split('\n').slice(-lines).join('\n');
  }

  private afterExit(code: number | null, signal: NodeJS.Signals | null): void {
    this.runFile.remove(this.name);
    if (this.stopping || !this.settled) return;
    if (Date.now() - this.startedAt > CALM_AFTER_MS) this.pauseMs = FIRST_PAUSE_MS;
    const why = signal ? `signal ${signal}` : `exit code ${code}`;
    warn(
      `${this.name} ended (${why}); starting it again in ${this.pauseMs / 1000} s; its log is ${this.command.logFile}`,
    );
    this.restart = setTimeout(() => this.start(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private ended(child: ChildProcess): boolean {
    return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  }
}

function keepLogSmall(path: string): void {
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
}
