import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What specs run in processes of their own. */
const PROGRAMS = [
  'apps/audit/src/testing/run-sequencer.ts',
  'apps/edge/src/main.ts',
  'apps/relay/src/main.ts',
  'libs/persistence/src/testing/waiting-process.ts',
  'test/decisions/oracle-process.ts',
  'test/decisions/seeded-faults-process.ts',
  'test/engine/testing/differential-process.ts',
  'test/flood/faults/streaming-edge.ts',
  'test/messaging/rig/worker.ts',
  'test/race/discloser/main.ts',
  'test/race/stopped/hung-revoker.ts',
] as const;

export type Program = (typeof PROGRAMS)[number];

const SOURCES = ['apps', 'libs', 'scripts', 'test'];
const CACHE = resolve('node_modules/.cache/programs');

/** The file to start for a program of this list; made anew when any source has changed since. */
export function program(path: Program): string {
  const folder = join(CACHE, keyOfSources());
  if (!existsSync(folder)) {
    for (const old of existsSync(CACHE) ? readdirSync(CACHE) : []) removeOld(join(CACHE, old));
    const { status } = spawnSync(process.execPath, ['test/setup/bundle-programs.mjs', folder, ...PROGRAMS], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (status !== 0) throw new Error('the programs of the specs cannot be bundled');
  }
  return join(folder, path.replace(/\.ts$/, '.js'));
}

/** Runs one to its end, and reads what it printed; throws what it complained of where it printed nothing. */
export function reportOf<Report>(path: Program, ...args: readonly string[]): Report {
  const options = { encoding: 'utf8', maxBuffer: 100_000_000 } as const;
  const { stdout, stderr } = spawnSync(process.execPath, [program(path), ...args], options);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

/** Somebody who runs the specs of an hour ago still has theirs. */
function removeOld(folder: string): void {
  if (Date.now() - statSync(folder).mtimeMs > 3_600_000) rmSync(folder, { recursive: true, force: true });
}

let key: string | undefined;
function keyOfSources(): string {
  if (key !== undefined) return key;
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(folder, path)),
  );
  for (const path of ['package-lock.json', '.swcrc', ...files.sort()]) {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return (key = hash.digest('hex').slice(0, 16));
}
