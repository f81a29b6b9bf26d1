import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

type SizeProblems = (root: string, folders: string[]) => string[];
const { sizeProblems } = (await import('../../scripts/check-sizes.mjs' as string)) as { sizeProblems: SizeProblems };

describe('the size check', () => {
  const root = mkdtempSync(join(tmpdir(), 'sizes-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function plant(folder: string, files: Record<string, number>): string[] {
    mkdirSync(join(root, folder), { recursive: true });
    for (const [name, lines] of Object.entries(files)) writeFileSync(join(root, folder, name), '//\n'.repeat(lines));
    return sizeProblems(root, [folder]).map((problem) => problem.replace(`${root}/`, ''));
  }

  it('finds nothing wrong with small files of good names', () => {
    expect(plant('good', { 'open-deliveries.ts': 60, 'delivery.row.ts': 10, 'open-deliveries.spec.ts': 300 })).toEqual(
      [],
    );
  });

  it('finds a file that is too long, tests included', () => {
    expect(plant('long', { 'a.ts': 10, 'b.ts': 10, 'c.spec.ts': 301 })).toEqual([
      'long/c.spec.ts: 301 lines (at most 300)',
    ]);
  });

  it('finds a tree that has grown', () => {
    expect(plant('grown', { 'a.ts': 61, 'b.ts': 61 })).toEqual(['the median file has 61 lines (at most 60)']);
    expect(plant('tail', { 'a.ts': 1, 'b.ts': 201, 'c.ts': 201, 'd.ts': 1, 'e.ts': 1, 'f.ts': 1 })).toEqual([
      'one file in ten has 201 lines or more (at most 200)',
    ]);
  });

  it('finds names that say nothing or are no kebab-case', () => {
    expect(plant('names', { 'date-helper.ts': 1, 'DateTime.ts': 1 })).toEqual([
      'names/DateTime.ts: the name is not kebab-case',
      'names/date-helper.ts: "helper" says nothing about what is inside',
    ]);
  });
});
