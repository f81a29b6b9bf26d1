import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning, refer, type ProcessRef } from './processes.js';

/** What `.data/run.json` says: who supervises, and every process of ours, so that a crash leaves no unknown leftovers. */
export interface StackState {
  readonly supervisor: ProcessRef;
  readonly processes: readonly ProcessRef[];
}

/**
 * The state of one running stack, owned by its supervisor. Only one supervisor can hold a data directory: `claim`
 * answers with the one that does, or with the state that a dead one left behind.
 */
export class RunFile {
  private readonly processes = new Map<string, ProcessRef>();
  private readonly supervisor = refer('supervisor', process.pid);
  private readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'run.json');
  }

  /**
   * Takes the directory over. `running` is set when it is somebody else's and alive: then nothing was changed.
   * `leftBehind` lists what a dead supervisor had started; it stays written down until each is removed.
   */
  async claim(): Promise<{ running?: StackState; leftBehind: readonly ProcessRef[] }> {
    const leave = await enter(`${this.path}.claim`);
    try {
      const found = this.read();
      if (found && isRunning(found.supervisor)) return { running: found, leftBehind: [] };
      for (const left of found?.processes ?? []) this.processes.set(left.name, left);
      this.write();
      return { leftBehind: found?.processes ?? [] };
    } finally {
      leave();
    }
  }

  add(name: string, pid: number): ProcessRef {
    const ref = refer(name, pid);
    this.processes.set(name, ref);
    this.write();
    return ref;
  }

  remove(name: string): void {
    if (this.processes.delete(name)) this.write();
  }

  /** The last step of a clean stop. */
  discard(): void {
    rmSync(this.path, { force: true });
  }

  read(): StackState | undefined {
    if (!existsSync(this.path)) return undefined;
    try {
      return JSON.parse(readFileSync(this.path, 'utf8')) as StackState;
    } catch {
      return undefined;
    }
  }

  private write(): void {
    const state: StackState = { supervisor: this.supervisor, processes: [...this.processes.values()] };
    // Renamed into place: a reader, or a crash, meets the old state or the new one and never half of one.
    const next = `${this.path}.${process.pid}`;
    writeFileSync(next, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
    renameSync(next, this.path);
  }
}

/** Opens the gate for this process alone and returns the way out. It is held for an instant: one held longer is stale. */
async function enter(gate: string): Promise<() => void> {
  const deadline = Date.now() + 2_000;
  for (;;) {
    try {
      closeSync(openSync(gate, 'wx', 0o600));
      return () => rmSync(gate, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (Date.now() > deadline) rmSync(gate, { force: true });
    await wait(20);
  }
}
