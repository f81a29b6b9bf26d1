import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { cpSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '../../demo/until.js';
import { freePort } from '../../local/free-port.js';
import { PROJECT_ROOT } from '../../local/layout.js';
import { failure } from '../child-process.js';
import { DECISIONS } from './engines.js';

export interface RunningServer {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

const stopper =
  (child: ChildProcess): RunningServer['stop'] =>
  async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };

/** A Node program of ours that prints its address within its first line. */
async function startNode(script: string, args: readonly string[]): Promise<RunningServer> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist', script), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), failure(child)])) as [string];
  return { port: Number(/127\.0\.0\.1:(\d+)/.exec(line)?.[1]), pid: child.pid!, stop: stopper(child) };
}

export const startBarePost = (): Promise<RunningServer> => startNode('scripts/bench/decisions/bare-post.js', []);

/** `policy:serve` over the thirty policies, with every fact in its memory. */
export function startServe(folder: string, entities: readonly object[]): Promise<RunningServer> {
  cpSync(join(DECISIONS, 'bundle'), folder, { recursive: true });
  writeFileSync(join(folder, 'entities.json'), JSON.stringify(entities));
  return startNode('bundle/decision-point.js', ['--bundle', folder, '--port', '0']);
}

/** Where a peer's program is: named by `OPA_BIN` and the like, or on the PATH; undefined where there is none. */
export function findProgram(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const named = env[`${name.toUpperCase()}_BIN`];
  const onPath = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return [...(named ? [named] : []), ...onPath].find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Somebody else's server, in a process of its own; ready when it says so. */
export async function startServer(
  program: string,
  args: readonly string[],
  { port, health }: { readonly port: number; readonly health: string },
): Promise<RunningServer> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ready = until(`${basename(program)} answers`, async () =>
    fetch(`http://127.0.0.1:${port}${health}`).then(
      ({ ok }) => ok || undefined,
      () => undefined,
    ),
  );
  await Promise.race([ready, failure(child)]);
  return { port, pid: child.pid!, stop: stopper(child) };
}

/** OPA's own server over the same rules in Rego, with every fact as its data. */
export async function startOpa(program: string, folder: string, data: object): Promise<RunningServer> {
  mkdirSync(folder, { recursive: true });
  cpSync(join(DECISIONS, 'rego', 'data.rego'), join(folder, 'policy.rego'));
  writeFileSync(join(folder, 'data.json'), JSON.stringify(data));
  const port = await freePort();
  const args = ['run', '--server', '--addr', `127.0.0.1:${port}`, '--log-level', 'error', folder];
  return startServer(program, args, { port, health: '/health' });
}
