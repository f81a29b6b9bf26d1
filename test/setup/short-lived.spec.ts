import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shortLivedFolder } from './short-lived.js';

describe('the folder of what a run need not find again', () => {
  const before = process.env.TMPDIR;
  const place = mkdtempSync(join(tmpdir(), 'short-lived-'));
  beforeAll(() => void (process.env.TMPDIR = place));
  afterAll(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(place, { recursive: true });
  });

  it('is where TMPDIR says', () => {
    expect(dirname(shortLivedFolder())).toBe(place);
  });

  it('is on the disk where there is no memory to write to', () => {
    delete process.env.TMPDIR;
    const disk = tmpdir();
    const folders = [shortLivedFolder(join(place, 'absent')), shortLivedFolder(resolve('test'))];
    process.env.TMPDIR = place;
    expect(folders.map(dirname)).toEqual([disk, disk]);
    folders.forEach((folder) => rmSync(folder, { recursive: true }));
  });

  it('takes away what a run left that ended long ago, and leaves those that go on or may do so in a container', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const folderOf = (id: number, name: string): string => join(place, `consent-broker-test-${id}-${name}`);
    const folders = [folderOf(pid, 'long-ago'), folderOf(pid, 'just-now'), folderOf(process.pid, 'alive')];
    for (const folder of folders) mkdirSync(join(folder, 'cluster'), { recursive: true });
    for (const folder of [folders[0]!, folders[2]!]) utimesSync(folder, 0, 0);
    shortLivedFolder();
    expect(folders.map((folder) => existsSync(folder))).toEqual([false, true, true]);
  });
});
