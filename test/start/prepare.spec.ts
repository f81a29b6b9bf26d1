import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

type HoldLock = (path: string, say: (line: string) => void) => Promise<() => void>;
type InstalledAsLocked = (root: string) => boolean;
const { holdLock } = (await import('../../scripts/prepare/hold-lock.mjs' as string)) as { holdLock: HoldLock };
const { installedAsLocked } = (await import('../../scripts/prepare/installed-as-locked.mjs' as string)) as {
  installedAsLocked: InstalledAsLocked;
};

const NO_PROCESS = 2 ** 22 + 1;

describe('preparing a clone', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'prepare-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  describe('sees whether packages are installed as the lock says', () => {
    const LOCKED = {
      '': {},
      'node_modules/nest': { version: '1.0.0' },
      'node_modules/only-elsewhere': { version: '1.0.0', optional: true },
    };

    function installed(packages: object | undefined): boolean {
      mkdirSync(join(root, 'node_modules'), { recursive: true });
      writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: LOCKED }));
      if (packages) writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
      return installedAsLocked(root);
    }

    it.each([
      ['all of it, without what is for other platforms', { 'node_modules/nest': { version: '1.0.0' } }, true],
      ['another version', { 'node_modules/nest': { version: '0.9.0' } }, false],
      ['a package missing', {}, false],
      ['an install that was broken off', undefined, false],
    ])('%s', (_what, packages, expected) => {
      expect(installed(packages)).toBe(expected);
    });
  });

  describe('holds a lock', () => {
    it('that makes a second one wait and say for whom', async () => {
      const path = join(root, 'lock');
      const release = await holdLock(path, () => undefined);
      const said: string[] = [];
      const second = holdLock(path, (line) => {
        said.push(line);
        release();
      });
      (await second)();
      expect(said).toEqual([`Process ${process.pid} is preparing this clone; waiting for it …`]);
      expect(existsSync(path)).toBe(false);
    });

    it('that is taken over from a process that is gone', async () => {
      const path = join(root, 'lock');
      writeFileSync(path, String(NO_PROCESS));
      (await holdLock(path, () => undefined))();
      expect(existsSync(path)).toBe(false);
    });
  });
});
