import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

type DialectProblems = (root: string, folders: string[]) => string[];
const { dialectProblems } = (await import('../../scripts/check-dialect.mjs' as string)) as {
  dialectProblems: DialectProblems;
};

describe('the dialect check', () => {
  const root = mkdtempSync(join(tmpdir(), 'dialect-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function problemsIn(says: string): string[] {
    mkdirSync(join(root, 'libs'), { recursive: true });
    writeFileSync(join(root, 'libs/said.ts'), `${says}\n`);
    return dialectProblems(root, ['libs']).map((problem) => problem.replace('libs/said.ts:', ''));
  }

  it.each([
    ['a declared function', 'export function read(): number {\n  return 1;\n}'],
    ['one expression', 'export const read = (one: number): object => ({\n  one,\n});'],
    ['one call with a function in it', 'const all = (await read()).map((one) => {\n  return one;\n});'],
    ['a type of its own', 'export const read: Reader = () => {\n  return 1;\n};'],
    ['an object', 'const read = {\n  one: 1,\n};'],
    ['a function inside of another', 'function read(): void {\n  const one = (): void => {\n    read();\n  };\n}'],
    ['private members', 'class One {\n  private readonly two = 2;\n}'],
  ])('lets stand: %s', (_what, says) => expect(problemsIn(says)).toEqual([]));

  it.each([
    ['const read = (): number => {\n  return 1;\n};', '1: declare it: function read(…)'],
    ['export const read = async <T>(one: T): Promise<T> => {\n  return one;\n};', '1: declare it: function read(…)'],
    ['\nconst read = (\n  one: number,\n): number => {\n  return one;\n};', '2: declare it: function read(…)'],
    ['class One {\n  readonly #two = 2;\n}', '2: private two'],
    ['const one = JSON.parse(text) as unknown as One;', '1: read it, instead of believing its type'],
    ['class One {\n  async #two(): Promise<void> {}\n}', '2: private two'],
  ])('finds %j', (says, problem) => expect(problemsIn(says)).toEqual([problem]));
});
