/**
 * Writes the contract from the documents of the apps on standard input; `--check` only says what differs, and fails. It is
 * for developers: what it is made with is not there in production.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { json } from 'node:stream/consumers';
import { PROJECT_ROOT } from '../local/layout.js';
import { contractFiles, differing } from './contract-files.js';

const files = await contractFiles((await json(process.stdin)) as Record<string, object>);
const different = differing(PROJECT_ROOT, files);
if (process.argv.includes('--check')) {
  for (const path of different) process.stderr.write(`${path} is not what the apps say: npm run contract\n`);
  process.exitCode = different.length > 0 ? 1 : 0;
} else {
  for (const path of different) {
    const file = join(PROJECT_ROOT, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, files.get(path)!);
    process.stdout.write(`${path}\n`);
  }
}
