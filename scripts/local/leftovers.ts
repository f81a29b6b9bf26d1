import { isRunning, stopProcess, type ProcessRef } from './processes.js';
import type { RunFile } from './run-file.js';
import { say } from './say.js';

const DATABASES = ['postgres', 'kafka'];
const STOPS_WITHIN_MS = 20_000;

/**
 * Ends what a killed supervisor left running: the very processes on its record, by id and start time, and nobody
 * else's. Apps first, then what they write to.
 */
export async function stopLeftovers(left: readonly ProcessRef[], runFile: RunFile): Promise<void> {
  const alive = left.filter(isRunning);
  if (alive.length > 0) say(`Stopping what an earlier start left behind: ${alive.map((ref) => ref.name).join(', ')}`);
  const stores = left.filter((ref) => DATABASES.includes(ref.name));
  const apps = left.filter((ref) => !DATABASES.includes(ref.name));
  for (const group of [apps, stores]) {
    await Promise.all(
      group.map((ref) => stopProcess(ref, ref.name === 'postgres' ? 'SIGINT' : 'SIGTERM', STOPS_WITHIN_MS)),
    );
  }
  for (const ref of left) runFile.remove(ref.name);
}
