import type { ChildProcess } from 'node:child_process';

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
