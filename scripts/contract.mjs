/**
 * npm run contract — the APIs as they are built, written down: `libs/client/openapi/*.json` and the types of `libs/client`.
 * npm run contract -- --check — says what differs, and fails.
 *
 * The compiled apps describe themselves, none is started; types are not checked on the way, so that what changed is described
 * before the pages that ask for it follow.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holdLock } from './prepare/hold-lock.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function node(args, input = '', output = 'inherit') {
  const options = { cwd: root, input, encoding: 'utf8', maxBuffer: 50_000_000, stdio: ['pipe', output, 'inherit'] };
  const { status, stdout } = spawnSync(process.execPath, args, options);
  if (status !== 0) process.exit(1);
  return stdout;
}

const release = await holdLock(join(root, '.prepare.lock'), (line) => process.stderr.write(`${line}\n`));
try {
  const stamp = join(root, 'dist', '.built-from');
  // The programs are not bundled here: whoever starts one next finds that it is not what was built last.
  if (existsSync(stamp)) writeFileSync(stamp, 'compiled alone');
  node([join('node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build']);
} finally {
  release();
}
const documents = node([join('dist', 'scripts', 'describe', 'describe-apps.js')], '', 'pipe');
node([join('dist', 'scripts', 'contract', 'write-contract.js'), ...process.argv.slice(2)], documents);
