/**
 * Runs TypeScript sources straight in Node with Jest's own compiler settings (.swcrc), so that child processes of
 * tests need no build:  node --import ./test/setup/typescript.mjs scripts/x.ts
 */
import { transformFile } from '@swc/core';
import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

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

export async function load(url, context, next) {
  if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
  const { code } = await transformFile(fileURLToPath(url), {
    swcrc: true,
    configFile: fileURLToPath(new URL('.swcrc', root)),
  });
  return { format: 'module', source: code, shortCircuit: true };
}

if (isMainThread) register(pathToFileURL(fileURLToPath(import.meta.url)));
