import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { EDGE_OPTIONS } from '../../scripts/local/app-commands.js';
import { freePort } from '../../scripts/local/free-port.js';
import { program, type Program } from '#libs/testing';

const STARTS_WITHIN_MS = 60_000;
export const EDGE: Program = 'apps/edge/src/main.ts';

/** An edge in a process of its own, so that its memory is its own and its end is seen. */
export class EdgeProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly operationsUrl: string,
  ) {}

  /** `entry` is the edge's own, or that of one with a seeded fault; `app` answers for every app. */
  static async start(entry: Program, app: string): Promise<EdgeProcess> {
    const [port, adminPort] = [await freePort(), await freePort()];
    const apps = Object.fromEntries(
      ['CONSENT', 'POLICY', 'RELAY', 'AUDIT', 'PORTAL'].map((name) => [`${name}_URL`, app]),
    );
    const settings = { PORT: String(port), ADMIN_PORT: String(adminPort), LOG_LEVEL: 'warn', ...apps };
    const child = spawn(process.execPath, [...EDGE_OPTIONS, program(entry)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { PATH: process.env.PATH ?? '', ...settings },
    });
    const edge = new EdgeProcess(child, `http://127.0.0.1:${port}`, `http://127.0.0.1:${adminPort}`);
    for (const until = Date.now() + STARTS_WITHIN_MS; !(await edge.isReady()); await wait(50)) {
      if (edge.hasEnded || Date.now() > until) throw new Error('the edge does not start');
    }
    return edge;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Bytes of memory that the process holds. */
  async memory(): Promise<number> {
    const text = await (await fetch(`${this.operationsUrl}/metrics`)).text();
    return Number(/^process_resident_memory_bytes\S* (\S+)$/m.exec(text)?.[1]);
  }

  /** Ends it, and says how. */
  async end(): Promise<number | NodeJS.Signals | null> {
    if (!this.hasEnded) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await exited;
    }
    return this.child.exitCode ?? this.child.signalCode;
  }

  private isReady(): Promise<boolean> {
    return fetch(`${this.operationsUrl}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  }
}
