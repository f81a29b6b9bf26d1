/**
 * `npm test`: what is checked of a change, in one run, on a machine that has Node and nothing else. Installs and builds
 * what is missing, checks its tools, then lint, types and tests; a skipped test counts as failed. The last line is
 * `N passed, N failed`. `--all` (npm run test:all, and CI) adds the specs that take long, `*.long.spec.ts`; `--full` (npm run
 * test:full) those and the one-off counts: specs read FULL=1.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireTools } from './prepare/require-tools.mjs';
import { summarise } from './prepare/summarise-tests.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const full = args.includes('--full');
const env = {
  ...process.env,
  ...(full ? { FULL: '1' } : {}),
  ...(full || args.includes('--all') ? { LONG: '1' } : {}),
};
const patterns = args.filter((arg) => !['--all', '--full'].includes(arg));

const program = (...path) => join(root, 'node_modules', ...path);
const BUILD = 'build';
/** What keeps to one core first: types and lint use both, so none is left waiting at the end. */
const CHECKS = [
  [BUILD, ['scripts/prepare.mjs']],
  [
    'imports',
    [
      program('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'apps',
      'libs',
      'scripts',
      'test',
    ],
  ],
  ['types', [program('typescript-7', 'bin', 'tsc'), '--noEmit']],
  ['lint', [program('oxlint', 'bin', 'oxlint'), '--max-warnings', '0']],
  ['format', [program('oxfmt', 'bin', 'oxfmt'), '--check']],
  ['sizes', ['scripts/check-sizes.mjs']],
  ['dialect', ['scripts/check-dialect.mjs']],
];

/** Runs one check; its output is shown only when it fails. */
function check(name, command) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const parts = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => parts.push(part));
    child.once('close', (code) => {
      process.stdout.write(
        `${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
      );
      if (code !== 0) process.stdout.write(Buffer.concat(parts));
      resolve(code === 0);
    });
  });
}

/** Two at a time: the machine that counts has two cores. */
async function checkAll() {
  const waiting = [...CHECKS];
  const results = new Map();
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.set(next[0], await check(...next));
  };
  await Promise.all([work(), work()]);
  return results;
}

function runJest() {
  const folder = mkdtempSync(join(tmpdir(), 'jest-results-'));
  const outputFile = join(folder, 'results.json');
  try {
    const command = [program('jest', 'bin', 'jest.js'), '--ci', '--json', `--outputFile=${outputFile}`, ...patterns];
    const { status } = spawnSync(process.execPath, command, {
      cwd: root,
      // Jest's results go to the file and to standard error; its JSON on standard output would drown them.
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
    return { status, results: JSON.parse(readFileSync(outputFile, 'utf8')) };
  } catch (error) {
    process.stdout.write(`Jest left no results: ${error.message}\n`);
    return { status: 1, results: undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The clone as the tests need it, and whatever can be checked meanwhile. */
async function prepareAndCheck() {
  const only = patterns.length > 0 ? [] : ['--packages'];
  const command = [join(root, 'scripts', 'prepare.mjs'), ...only];
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  const results = patterns.length > 0 || status !== 0 ? new Map() : await checkAll();
  if (status === 0 && results.get(BUILD) !== false) return [...results.values()];
  process.stdout.write('0 passed, 1 failed\n');
  process.exit(1);
}

requireTools();
const checks = await prepareAndCheck();
const { lines, passed, failed } = summarise(checks, runJest());
for (const line of lines) process.stdout.write(`${line}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
