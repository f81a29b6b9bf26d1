/** TypeScript as Jest's own compiler settings (.swcrc) have it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';

const root = new URL('../../', import.meta.url);

/** The file of a library, or of a module that is written as if it were compiled; undefined for what is neither. */
export function sourceOf(specifier, importer) {
  const library = /^#libs\/([^/]+)$/.exec(specifier);
  if (library) return new URL(`libs/${library[1]}/src/index.ts`, root);
  if (!specifier.startsWith('.') || !specifier.endsWith('.js') || !importer?.endsWith('.ts')) return undefined;
  const source = new URL(specifier.replace(/\.js$/, '.ts'), importer);
  return existsSync(source) ? source : undefined;
}

const CONFIG = fileURLToPath(new URL('.swcrc', root));
const CACHE = fileURLToPath(new URL('node_modules/.cache/typescript/', root));
const HASH_LENGTH = 64;
const sha256 = (...parts) =>
  parts.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256')).digest('hex');

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

let settings;
/** What the output depends on beside the source. */
const settingsHash = () => {
  const compiler = new URL('node_modules/@swc/core/package.json', root);
  return (settings ??= sha256(readFileSync(CONFIG), readFileSync(compiler)));
};

/**
 * Compiled once for all the processes that a run of the tests starts: each of them alone would spend a second on it.
 * One file for each source, which begins with the hash of what it was made from.
 */
export async function compile(path) {
  const source = readFileSync(path, 'utf8');
  const hash = sha256(settingsHash(), source);
  const place = `${CACHE}${sha256(path)}`;
  const kept = read(place);
  if (kept.startsWith(hash)) return kept.slice(HASH_LENGTH);
  const { transform } = await import('@swc/core');
  const { code } = await transform(source, { filename: path, swcrc: true, configFile: CONFIG });
  mkdirSync(CACHE, { recursive: true });
  const whole = `${place}.${process.pid}.${threadId}`;
  writeFileSync(whole, hash + code);
  renameSync(whole, place);
  return code;
}
