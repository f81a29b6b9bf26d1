import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { prepare } from '../start/stack-under-test.js';

const READY_WITHIN_MS = 90_000;

/** The apps as a process writes and reads them: by HTTP, standard output and standard error. */
export interface AppProcess {
  /** Everything written so far, both streams. */
  written(): string;
  stop(): Promise<void>;
}

/** Starts these apps in a process of their own, in this order; resolves when each of `urls` is ready. */
export async function startApps(
  environments: Readonly<Record<string, Readonly<Record<string, string>>>>,
  urls: readonly string[],
  imports: readonly string[] = [],
): Promise<AppProcess> {
  prepare();
  const preloaded = imports.flatMap((file) => ['--import', file]);
  const child = spawn(process.execPath, [...preloaded, 'test/canary/all-apps.mjs', JSON.stringify(environments)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '' },
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const written = (): string => Buffer.concat(chunks).toString('utf8');
  for (const until = Date.now() + READY_WITHIN_MS; !(await allReady(urls)); await wait(50)) {
    if (child.exitCode !== null) throw new Error(`the apps ended while starting: ${written()}`);
    if (Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`the apps do not become ready: ${written().slice(-2_000)}`);
    }
  }
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  return { written, stop };
}

async function allReady(urls: readonly string[]): Promise<boolean> {
  const ready = (url: string): Promise<boolean> =>
    fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  return (await Promise.all(urls.map(ready))).every(Boolean);
}
