import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { citationsIn } from './citations.js';

const DOCS = ['docs/domain.md', 'docs/design.md'];
const CODE = ['apps', 'libs', 'scripts', 'test', 'policies', 'docs'];

const anchors = new Set(
  DOCS.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/<a id="([a-z0-9-]+)"><\/a>/g)].map(([, id]) => id)),
);

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (/\.(ts|mjs|sql|cedar|ya?ml|md)$/.test(entry.name)) yield path;
  }
}

describe('what the code cites', () => {
  it.each<[string, string[]]>([
    ['(domain 1.15, "Discreet")', ['domain-1-15']],
    ['promises 3, 6 and 11', ['promise-3', 'promise-6', 'promise-11']],
    ['(design 5; promise 1)', ['design-5', 'promise-1']],
    ['design 2, promise 13', ['design-2', 'promise-13']],
    ['the demo (domain 2: exact match)', ['domain-2']],
    ['a redesign 5 or a domain of 3', []],
  ])('is read: %s', (text, expected) => {
    expect(citationsIn(text)).toEqual(expected);
  });

  it('stands in the documents, under an anchor', () => {
    const cited = CODE.flatMap((folder) => [...filesIn(folder)])
      .filter((path) => !path.includes('citations'))
      .flatMap((path) => citationsIn(readFileSync(path, 'utf8')).map((anchor) => [path, anchor] as const));
    expect(cited.length).toBeGreaterThan(150);
    expect(cited.filter(([, anchor]) => !anchors.has(anchor))).toEqual([]);
  });
});
