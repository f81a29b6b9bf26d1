import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { SettingError } from './choice.js';
import { checkFolder, makeFolder, tryFolder } from './own-folder.js';

const NOBODY = 65_534;

describe('the folder that a setting names', () => {
  const root = mkdtempSync(join(tmpdir(), 'own-folder-'));
  chmodSync(root, 0o755);
  const file = join(root, 'file');
  writeFileSync(file, '');
  symlinkSync(join(root, 'nowhere'), join(root, 'link'));
  mkdirSync(join(root, 'others'), { mode: 0o555 });
  afterAll(() => rmSync(root, { recursive: true }));

  /** As an account to which the folders of this spec do not belong, where this one may do everything. */
  function asNobody(attempt: () => void): void {
    if (process.geteuid!() !== 0) return attempt();
    process.seteuid!(NOBODY);
    try {
      attempt();
    } finally {
      process.seteuid!(0);
    }
  }

  it('is made, with those above it, twice too, and nothing is left in it', () => {
    const path = join(root, 'a', 'b');
    checkFolder('DATA_DIR', path);
    expect(readdirSync(root)).not.toContain('a');
    for (let times = 0; times < 2; times += 1) makeFolder('DATA_DIR', path);
    tryFolder('DATA_DIR', path);
    expect(readdirSync(path)).toEqual([]);
    expect(statSync(path).mode & 0o700).toBe(0o700);
    checkFolder('DATA_DIR', path);
  });

  it.each([
    ['a file', file, /file is there and is no folder\. Set DATA_DIR to a folder of yours\.$/],
    ['below a file', join(file, 'data'), /file is there and is no folder/],
    ['where none can be made', '/proc/nope', /\/proc\/nope is no place where a folder can be made/],
    ['far below there', '/proc/nope/data/more', /\/proc\/nope is no place where a folder can be made/],
    ['a link to nowhere', join(root, 'link'), /link is there and is no folder/],
    ['somebody else’s', join(root, 'others'), /others may not be written to by this account/],
    ['in somebody else’s', join(root, 'others', 'data'), /others\/data may not be written to by this account/],
  ])('that is %s is refused in words', (_what, path, words) => {
    const making = (): void =>
      asNobody(() => {
        makeFolder('DATA_DIR', path);
        tryFolder('DATA_DIR', path);
      });
    expect(making).toThrow(SettingError);
    expect(making).toThrow(/^DATA_DIR cannot be used: /);
    expect(making).toThrow(words);
  });

  it('that is no folder, nor below one, is seen without a trace', () => {
    expect(() => checkFolder('MARKS_DIR', file)).toThrow(/^MARKS_DIR cannot be used: .*file is there and/);
    expect(() => checkFolder('MARKS_DIR', join(file, 'marks'))).toThrow(/file is there and/);
  });

  it('would be complained of by Node in a code alone', () => {
    expect(() => mkdirSync(file, { recursive: true })).toThrow(/^EEXIST: /);
  });
});
