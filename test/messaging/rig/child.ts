import { spawn, type ChildProcess } from 'node:child_process';
import type { WorkerPlan } from './plan.js';
import { program } from '#libs/testing';

/** A worker as a child process of this test; it ends with the test, however that ends. */
export class Child {
  private readonly process: ChildProcess;
  /** The signal that ended it, or null. */
  readonly exited: Promise<NodeJS.Signals | null>;

  constructor(plan: WorkerPlan) {
    const args = [program('test/messaging/rig/worker.ts'), JSON.stringify(plan)];
    const env = { ...process.env, NODE_OPTIONS: '--no-warnings' };
    this.process = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.exited = new Promise((resolve) => this.process.once('exit', (_code, signal) => resolve(signal)));
  }

  kill(signal: 'SIGKILL' | 'SIGTERM'): void {
    this.process.kill(signal);
  }
}
