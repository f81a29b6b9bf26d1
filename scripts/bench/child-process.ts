import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../local/layout.js';

export interface RunningEndpoint {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** A baseline, in a process of its own as the apps are; `env` is what it is to know beside this process's own. */
export async function startEndpoint(
  name: 'empty-endpoint' | 'insert-endpoint',
  env: NodeJS.ProcessEnv = {},
): Promise<RunningEndpoint> {
  const entry = join(PROJECT_ROOT, 'dist', 'scripts', 'bench', `${name}.js`);
  const child = spawn(process.execPath, [entry], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [url] = (await Promise.race([once(createInterface(child.stdout), 'line'), failure(child)])) as [string];
  return {
    url,
    pid: child.pid!,
    stop: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

/** Rejects when the process ends; never resolves. */
export function failure(child: ChildProcess): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${child.spawnargs.at(-1)} ended (exit code ${code})`)));
  });
  // It ends in any case one day; by then nobody may be waiting any more.
  failed.catch(() => undefined);
  return failed;
}
