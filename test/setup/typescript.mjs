/**
 * Runs TypeScript sources straight in Node with Jest's own compiler settings (.swcrc), so that child processes of
 * tests need no build:  node --import ./test/setup/typescript.mjs scripts/x.ts
 */
import { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { compile, sourceOf } from './compile-typescript.mjs';

const jestGlobals = new URL('./jest-globals.mjs', import.meta.url).href;

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: jestGlobals, shortCircuit: true };
  const source = sourceOf(specifier, context.parentURL);
  return source ? { url: source.href, shortCircuit: true } : next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
  return { format: 'module', source: await compile(fileURLToPath(url)), shortCircuit: true };
}

if (isMainThread) register(pathToFileURL(fileURLToPath(import.meta.url)));
