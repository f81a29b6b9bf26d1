import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { SmallPlace } from '../../../apps/relay/src/testing/small-place.js';
import { freePort } from '../../../scripts/local/free-port.js';
import { program } from '#libs/testing';

const STARTS_WITHIN_MS = 30_000;

/** The real relay in a process of its own, on a small place's database, that a test can stop and continue. */
export class RelayProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
    private readonly place: SmallPlace,
  ) {}

  static async start(place: SmallPlace): Promise<RelayProcess> {
    const port = await freePort();
    // The pool's connections must be told from those of the place's own relay.
    const database = new URL(place.config.DATABASE_URL);
    database.searchParams.set('application_name', 'stoppable');
    const settings = { ...place.config, PORT: port, DATABASE_URL: database.href };
    const env = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
    const child = spawn(process.execPath, [program('apps/relay/src/main.ts')], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { PATH: process.env.PATH ?? '', ...env },
    });
    const relay = new RelayProcess(child, `http://127.0.0.1:${port}`, place);
    try {
      await relay.untilReady();
    } catch (error) {
      await relay.end();
      throw error;
    }
    return relay;
  }

  get(as: string, path: string): Promise<{ status: number; text: string }> {
    return this.ask(as, 'GET', path);
  }

  stop(): void {
    this.child.kill('SIGSTOP');
  }

  continue(): void {
    this.child.kill('SIGCONT');
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.continue();
    this.child.kill('SIGKILL');
    await exited;
  }

  private async ask(as: string, method: string, path: string): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.place.token(as)}` },
    });
    return { status: answer.status, text: await answer.text() };
  }

  private async untilReady(): Promise<void> {
    const deadline = Date.now() + STARTS_WITHIN_MS;
    for (;;) {
      if (this.child.exitCode !== null)
        throw new Error(`the relay ended while starting (exit code ${this.child.exitCode})`);
      const ready = await fetch(`${this.url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ready) return;
      if (Date.now() > deadline) throw new Error('the relay does not become ready');
      await wait(50);
    }
  }
}
