import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './layout.js';
import { say, seconds } from './say.js';

const ENTRY = join(PROJECT_ROOT, 'dist', 'bundle', 'seed.js');

/** Puts the demo town into the running stack; the seeding itself skips what is there already. */
export async function seedTown(env: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
  if (!existsSync(ENTRY)) return;
  const started = Date.now();
  const child = spawn(process.execPath, ['--enable-source-maps', ENTRY], {
    env,
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    signal,
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`The demo town could not be put in (exit code ${code}); DEMO=off starts without it.`);
  say(`  demo town is ready (${seconds(started)})`);
}
