import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const GLOBALS = `import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';\n`;
/** Files in which something goes wrong, each in its own way, between files in which all is well. */
const FILES = {
  'a-passes': `describe('sums', () => { it.each([[1, 2]])('of %i and %i', (a, b) => { expect(a + b).toBe(3); }); });`,
  'b-fails': `it('fails', () => { expect({ a: 1 }).toEqual({ a: 2 }); });`,
  'c-hangs': `jest.setTimeout(50); it('hangs', () => new Promise(() => undefined));`,
  'd-does-not-start': `beforeAll(() => { throw new Error('no database'); }); it('waits', () => undefined);`,
  'e-does-not-stop': `afterAll(() => { throw new Error('still open'); }); it('passes', () => undefined);`,
  'f-does-not-load': `import './missing.mjs'; it('never', () => undefined);`,
  'g-skips': `it.skip('skips', () => undefined);`,
  'h-ends-the-process': `it('ends', () => { process.kill(process.pid, 'SIGKILL'); return new Promise(() => undefined); });`,
  'i-leaves-something': `it('passes', () => { process.env.LEFT_BEHIND = 'yes'; });`,
  'j-passes-after-all': `it('passes', () => { expect(process.env.LEFT_BEHIND).toBeUndefined(); });`,
};

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: { readonly name: string; readonly status: string; readonly message: string }[];
}

describe('the runner of spec files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'specs-'));
  let results: Results;
  let code: number | null;
  const told = (file: keyof typeof FILES) => results.testResults.find(({ name }) => name.endsWith(`${file}.spec.mjs`))!;

  beforeAll(() => {
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, `${name}.spec.mjs`), GLOBALS + text);
    const config = {
      rootDir: folder,
      testMatch: ['**/*.spec.mjs'],
      runner: resolve('test/setup/native-runner.mjs'),
      maxWorkers: 1,
      watchman: false,
    };
    writeFileSync(join(folder, 'jest.config.json'), JSON.stringify(config));
    const outputFile = join(folder, 'results.json');
    const args = [resolve('node_modules/jest/bin/jest.js'), '--config', join(folder, 'jest.config.json')];
    code = spawnSync(process.execPath, [...args, '--ci', '--json', `--outputFile=${outputFile}`]).status;
    results = JSON.parse(readFileSync(outputFile, 'utf8')) as Results;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('counts each test once, and ends with a failure when any failed', () => {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
    expect({ code, numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }).toEqual({
      code: 1,
      numPassedTests: 4,
      numFailedTests: 3,
      numPendingTests: 1,
      numRuntimeErrorTestSuites: 4,
    });
  });

  it.each([
    ['b-fails', '"a": 2'],
    ['c-hangs', 'Exceeded timeout of 50 ms'],
    ['d-does-not-start', 'no database'],
    ['e-does-not-stop', 'still open'],
    ['f-does-not-load', 'missing.mjs'],
    ['h-ends-the-process', 'SIGKILL'],
    ['i-leaves-something', 'LEFT_BEHIND'],
  ] as const)('tells why %s', (file, why) => {
    expect(told(file)).toMatchObject({ status: 'failed', message: expect.stringContaining(why) });
  });

  it.each(['a-passes', 'j-passes-after-all'] as const)('lets no other file take harm: %s', (file) => {
    expect(told(file)).toMatchObject({ status: 'passed', message: '' });
  });
});
