import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PRODUCTION_NEEDS } from './settings.js';

const PROJECT_ROOT = resolve(import.meta.dirname, '../..');

/** `docs/hazards.md, "After a restore"`, `docs/joining.md#7-kafka-in-production`, or a document alone. */
const NAMED = /((?:docs\/(?:adr\/)?[\w-]+|README|SECURITY|CONTRIBUTING)\.md)(?:, "([^"\n]+)"|#([\w-]+))?/g;
const IN_WORDS = /\bREADME, "/;

const read = (path: string): string => readFileSync(join(PROJECT_ROOT, path), 'utf8');
const headings = (path: string): string[] => [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, text]) => text!);
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s+/g, '-');

/** What a text names that is not there. */
function missingIn(text: string): string[] {
  const found = [...text.matchAll(NAMED)].flatMap(([all, path, section, link]) => {
    if (!existsSync(join(PROJECT_ROOT, path!))) return [all];
    const sections = headings(path!);
    if (section !== undefined && !sections.includes(section)) return [all];
    return link !== undefined && !sections.map(anchor).includes(link) ? [all] : [];
  });
  return IN_WORDS.test(text) ? [...found, 'README without .md'] : found;
}

const sources = ['apps', 'libs', 'scripts'].flatMap((root) =>
  readdirSync(join(PROJECT_ROOT, root), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => join(root, path)),
);

describe('documents that messages and comments name', () => {
  it('exist, with the sections that are named', () => {
    expect(sources.length).toBeGreaterThan(500);
    const missing = [...sources, 'README.md', 'docs/joining.md', 'docs/hazards.md'].map((path) => [
      path,
      missingIn(read(path)),
    ]);
    expect(missing.filter(([, names]) => names!.length > 0)).toEqual([]);
  });

  it.each(['see docs/nowhere.md', '(README.md, "Settings")', 'docs/joining.md#9-nothing', '(README, "Run it")'])(
    'are found missing in: %s (seeded fault)',
    (text) => {
      expect(missingIn(text)).toHaveLength(1);
    },
  );

  it('list what production needs, and where browsers reach it', () => {
    const table = read('README.md').split('## Run it')[1]!.split('\n## ')[0]!;
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    for (const name of [...PRODUCTION_NEEDS, 'PUBLIC_URL', 'DATABASE_URL', 'MARKS_DIR', 'DISCREET_AGENCIES'])
      expect([name, rows.some((row) => row.includes(`\`${name}\``))]).toEqual([name, true]);
  });
});
