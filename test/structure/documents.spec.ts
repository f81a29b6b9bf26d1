import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { anchorsOf, blocksOf, brokenTableLines, linksOf } from './documents.js';

const DOCUMENTS = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
})
  .trim()
  .split('\n');
const read = (path: string): string => readFileSync(path, 'utf8');

describe('a document', () => {
  it.each(DOCUMENTS)('%s links to what is there, and its tables are drawn', (path) => {
    const text = read(path);
    const missing = linksOf(text).filter((link) => {
      const [file, anchor] = link.split('#');
      const target = file ? join(dirname(path), file) : path;
      return !existsSync(target) || (anchor !== undefined && !anchorsOf(read(target)).has(anchor));
    });
    expect(missing).toEqual([]);
    expect(brokenTableLines(text)).toEqual([]);
  });

  it('that is broken is found', () => {
    expect(linksOf('[a](b.md#c) and [d](https://e.example) ```\n[f](g)\n```')).toContain('b.md#c');
    expect(anchorsOf('## 2. A "head"\n<a id="x-1"></a>')).toEqual(new Set(['2-a-head', 'x-1']));
    expect(blocksOf('```sh\nls\n```\n')).toEqual([{ language: 'sh', text: 'ls\n' }]);
    expect(brokenTableLines('| a | b |\n| - | - |\n| 1 | 2 |\n\n| 3 | 4 |\n')).toEqual([5]);
    expect(brokenTableLines('| a | b |\n| - | - |\n| 1 |\n')).toEqual([3]);
    expect(brokenTableLines('```\n| a |\n```\n| a | b |\n|---|:--|\n| a \\| b | c |\n')).toEqual([]);
  });
});
