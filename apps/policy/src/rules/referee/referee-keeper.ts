import { BackOff } from '#libs/persistence';
import { Log } from '#libs/telemetry';
import { fork, type ChildProcess, type ForkOptions } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { RefereeReport, RefereeSettings } from './referee-orders.js';

const ENTRY = new URL('./referee-process.js', import.meta.url);
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const STOPS_WITHIN_MS = 5_000;

/** How the process is started; only a spec, which runs from sources, needs another. */
export interface RefereeLaunch {
  readonly entry: URL;
  readonly options: ForkOptions;
}

/**
 * Keeps the referee's process: starts it with the app, again with back-off when it dies, and stops it with the app. The
 * app does not wait for it and never fails with it.
 */
export class RefereeKeeper implements OnModuleInit, OnApplicationShutdown {
  private readonly pauses = new BackOff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
  private child: ChildProcess | undefined;
  private restart: NodeJS.Timeout | undefined;
  private stopping = false;

  /** `settings` null: this app keeps none (REFEREE=off). */
  constructor(
    private readonly settings: RefereeSettings | null,
    private readonly log: Log,
    private readonly launch: RefereeLaunch = { entry: ENTRY, options: {} },
    private readonly told: (report: RefereeReport) => void = () => undefined,
  ) {}

  /** Of the process that runs now, for those who look after it. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  onModuleInit(): void {
    if (this.settings) this.start(this.settings);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    const child = this.child;
    if (!child) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
    await exited;
    clearTimeout(late);
  }

  private start(settings: RefereeSettings): void {
    const child = fork(fileURLToPath(this.launch.entry), this.launch.options);
    this.child = child;
    // One that could not be started has no exit; one that was has both, and the first counts.
    child.once('error', (err) => this.ended(child, err));
    child.once('exit', (code, signal) => this.ended(child, undefined, signal ?? code));
    child.on('message', (report: RefereeReport) => {
      this.pauses.reset();
      this.told(report);
    });
    child.send(settings, (err) => err && this.log.warn({ err }, 'the referee could not be told its settings'));
  }

  private ended(child: ChildProcess, err?: Error, why?: number | NodeJS.Signals | null): void {
    if (this.child !== child) return;
    this.child = undefined;
    if (this.stopping) return;
    const delayMs = this.pauses.next();
    this.log.error(
      { err, signal: why, attempt: this.pauses.attempt, delayMs },
      'the referee ended; it is started again',
    );
    this.restart = setTimeout(() => this.settings && this.start(this.settings), delayMs);
  }
}
