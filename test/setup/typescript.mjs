/**
 * Runs TypeScript sources straight in Node with Jest's own compiler settings (.swcrc), so that child processes of
 * tests need no build:  node --import ./test/setup/typescript.mjs scripts/x.ts
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread, threadId } from 'node:worker_threads';

const root = new URL('../../', import.meta.url);
const jestGlobals = new URL('./jest-globals.mjs', import.meta.url).href;

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: jestGlobals, shortCircuit: true };
  const library = /^#libs\/([^/]+)$/.exec(specifier);
  if (library) return { url: new URL(`libs/${library[1]}/src/index.ts`, root).href, shortCircuit: true };
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, shortCircuit: true };
  }
  return next(specifier, context);
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
async function compile(path) {
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

export async function load(url, context, next) {
  if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
  return { format: 'module', source: await compile(fileURLToPath(url)), shortCircuit: true };
}

if (isMainThread) register(pathToFileURL(fileURLToPath(import.meta.url)));
