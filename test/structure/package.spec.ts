import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

type Scripts = Readonly<Record<string, string>>;

const read = (path: string): string => readFileSync(path, 'utf8');
const { scripts, version } = JSON.parse(read('package.json')) as { scripts: Scripts; version: string };

/** Scripts that run what is built, and do not build it first: in a fresh clone there is none. */
const unprepared = (all: Scripts): string[] =>
  Object.keys(all).filter((name) => all[name]!.includes(' dist/') && all[`pre${name}`] !== 'node scripts/prepare.mjs');

describe('package.json', () => {
  it('has each script that runs what is built build it first', () => {
    expect(unprepared(scripts)).toEqual([]);
    expect(Object.values(scripts).filter((line) => line.includes(' dist/')).length).toBeGreaterThan(10);
  });

  it('would be found without (as audit:verify was: seeded fault)', () => {
    const { 'preaudit:verify': _, ...without } = scripts;
    expect(unprepared(without)).toEqual(['audit:verify']);
  });

  it('is of the release that the changelog tells of last, and so is the lock', () => {
    const lock = JSON.parse(read('package-lock.json')) as { version: string; packages: { '': { version: string } } };
    expect(/^## (\S+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(version);
    expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
  });
});

describe('policies/README.md', () => {
  it('lists files that are there, or says that they are not', () => {
    const rows = read('policies/README.md').match(/^\| `.*$/gm) ?? [];
    const named = rows
      .filter((row) => !row.includes('none is here'))
      .flatMap((row) =>
        [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map((found) => found[1]!.replace(/\/[*<].*$/, '')),
      );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(`policies/${path}`))).toEqual([]);
    expect(existsSync('policies/explain')).toBe(false);
  });
});
