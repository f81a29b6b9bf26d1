import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-check-'));
  cpSync('policies', folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As `npm run policy:check -- …` runs it, from the sources. */
function run(...args: string[]): { status: number | null; output: string } {
  const loader = ['--import', './test/setup/typescript.mjs', 'scripts/policy-check.ts'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...loader, ...args], { encoding: 'utf8', env: {} });
  return { status, output: stdout + stderr };
}

describe('npm run policy:check', () => {
  it('names file, line, rule, what was expected and what was seen, and ends with 1', () => {
    const page = join(folder, 'tests', 'd3-damp.yaml');
    writeFileSync(page, readFileSync(page, 'utf8').replace('sees: VULNFLAG', 'sees: VULNFLAG CONDITIONS'));
    const { status, output } = run('--bundle', folder);
    expect(output).toContain('annotations: complete');
    expect(output).toContain(
      'tests/d3-damp.yaml:11: rule category-not-in-agreement: with it, the answer only: ' +
        'varga asks to read from NM-GP to HARBOUR for HAZARD, given yusuf-given: ' +
        'expected permit, seen category-not-in-agreement: CONDITIONS',
    );
    expect(output).toMatch(/tests: \d{5} passed, 2 failed/);
    expect(status).toBe(1);
  });

  it.each([
    ['says how it is used', ['--help'], 0, 'npm run policy:check [-- --bundle DIR]'],
    ['cannot check a folder that is not there', ['--bundle', 'nowhere'], 2, 'cannot check: '],
    ['refuses an option that it does not know', ['--force'], 2, 'cannot check: '],
  ])('%s', (_what, args, expected, says) => {
    const { status, output } = run(...args);
    expect(output).toContain(says);
    expect(status).toBe(expected);
  });
});
