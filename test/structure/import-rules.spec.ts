import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BREACHES, LINT_BREACHES, SURROUNDINGS } from './breaches.js';

jest.setTimeout(120_000);

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

const root = process.cwd();
const rules = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: { name: string }[];
};

function cruise(cwd: string, folders: string[]): Violation[] {
  const program = resolve(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', ...folders];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 50_000_000,
    env: plainEnvironment(),
  });
  if (!stdout) throw new Error(stderr);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: '' };
}

describe('the import rules', () => {
  const planted = mkdtempSync(join(tmpdir(), 'planted-'));
  let caught: Violation[];

  beforeAll(() => {
    const files = [
      ...Object.entries(SURROUNDINGS),
      ...Object.values(BREACHES).map(({ file, says }) => [file, says] as const),
    ];
    for (const [file, text] of files) {
      mkdirSync(dirname(join(planted, file)), { recursive: true });
      writeFileSync(join(planted, file), `${text}\n`);
    }
    symlinkSync(join(root, 'node_modules'), join(planted, 'node_modules'));
    caught = cruise(planted, ['apps', 'libs', 'scripts']);
  });
  afterAll(() => rmSync(planted, { recursive: true, force: true }));

  it('have a planted breach each', () => {
    expect(Object.keys(BREACHES).sort()).toEqual(rules.forbidden.map((rule) => rule.name).sort());
  });

  it.each(Object.entries(BREACHES))('catch a breach of %s', (rule, { file }) => {
    expect(caught).toContainEqual(
      expect.objectContaining({ from: file, rule: expect.objectContaining({ name: rule }) }),
    );
  });

  it('catch nothing else there', () => {
    expect(caught.map(({ from }) => from).sort()).toEqual(
      Object.values(BREACHES)
        .map(({ file }) => file)
        .sort(),
    );
  });
});

describe('the type-aware lint', () => {
  const planted = mkdtempSync(join(tmpdir(), 'planted-'));
  afterAll(() => rmSync(planted, { recursive: true, force: true }));

  it('refuses each planted line', () => {
    const program = resolve(root, 'node_modules/oxlint/bin/oxlint');
    // A project of one file under the compiler's real settings: ours would be read as a whole for these few lines.
    const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
      compilerOptions: object;
    };
    const project = { compilerOptions, include: ['apps'] };
    mkdirSync(join(planted, 'apps'));
    writeFileSync(join(planted, 'tsconfig.json'), JSON.stringify(project));
    writeFileSync(join(planted, 'apps/planted.ts'), `${Object.values(LINT_BREACHES).join('\n')}\n`);
    symlinkSync(join(root, 'node_modules'), join(planted, 'node_modules'));
    copyFileSync(join(root, '.oxlintrc.json'), join(planted, '.oxlintrc.json'));
    const { stdout, stderr } = spawnSync(process.execPath, [program, '--format', 'json', 'apps/planted.ts'], {
      cwd: planted,
      encoding: 'utf8',
      env: plainEnvironment(),
    });
    if (!stdout) throw new Error(stderr);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(Object.keys(LINT_BREACHES).sort());
  });
});
