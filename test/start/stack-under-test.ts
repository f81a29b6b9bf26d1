import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface StackState {
  readonly supervisor: { readonly pid: number };
  readonly processes: readonly { readonly name: string; readonly pid: number; readonly startedAt: string }[];
}

const PATIENCE_MS = 120_000;

/** Installs nothing twice and builds once; each start spec calls it before anything else. */
export function prepare(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/prepare.mjs'], { encoding: 'utf8', env: plain({}) });
  if (status !== 0) throw new Error(stderr);
}

/** A directory that the account of the database can reach, also when this is root. */
export function openDirectory(prefix: string): string {
  const path = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(path, 0o755);
  return path;
}

/** The environment without Jest's own options. */
export function plain(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _jest, NODE_ENV: _test, DATABASE_URL: _own, KAFKA_BROKERS: _brokers, ...rest } = process.env;
  return { ...rest, ...more };
}

/** `npm start` as a person has it in a terminal: one process group, whose output is read. */
export class StackUnderTest {
  output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;

  constructor(
    private readonly dataDir: string,
    env: Readonly<Record<string, string>>,
    [program, ...args]: readonly [string, ...string[]] = [
      process.execPath,
      '--enable-source-maps',
      'dist/bundle/start.js',
    ],
  ) {
    this.child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: plain({ DATA_DIR: dataDir, ...env }),
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (part: Buffer) => (this.output += part.toString()));
    // A spec that is broken off leaves no stack behind.
    const breakOff = (): void => void this.child.kill('SIGINT');
    process.once('exit', breakOff);
    this.ended = new Promise((resolve) =>
      this.child.once('close', (code) => {
        process.off('exit', breakOff);
        resolve(code);
      }),
    );
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Waits until this was printed; fails with all that was printed when it ends or takes too long. */
  async prints(text: string | RegExp): Promise<void> {
    const found = (): boolean => (typeof text === 'string' ? this.output.includes(text) : text.test(this.output));
    for (const deadline = Date.now() + PATIENCE_MS; !found(); await wait(50)) {
      if (this.child.exitCode !== null || Date.now() > deadline)
        throw new Error(`"${text}" was not printed, but:\n${this.output}`);
    }
  }

  /** What a terminal does on Ctrl-C: the whole foreground group gets it. */
  pressCtrlC(): void {
    process.kill(-this.pid, 'SIGINT');
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  exit(): Promise<number | null> {
    return this.ended;
  }

  state(): StackState {
    return JSON.parse(readFileSync(join(this.dataDir, 'run.json'), 'utf8')) as StackState;
  }

  endpoints(): Record<string, string> {
    return JSON.parse(readFileSync(join(this.dataDir, 'endpoints.json'), 'utf8')) as Record<string, string>;
  }
}

export function isAlive(pid: number): boolean {
  try {
    // A zombie still answers signal 0: its state tells.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    return false;
  }
}

export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; !(await condition()); await wait(50)) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
  }
}
