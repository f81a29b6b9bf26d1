import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

it('is the first that whoever uses Cedar here imports', () => {
  const [first] = readFileSync(new URL('index.ts', import.meta.url), 'utf8').split('\n');
  expect(first).toBe("import './wasm-calls.js';");
});

it('names a flag that this Node has, or leaves it: an unknown one would be complained of at each start', () => {
  const options = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8', maxBuffer: 10_000_000 });
  const isSet = process.versions.v8.startsWith('11.');
  expect(options.includes('--turbo-inline-js-wasm-calls') || !isSet).toBe(true);
});
