import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SettingError } from './choice.js';

const READABLE_BY_ALL = 0o755;

const REASONS: Readonly<Record<string, string>> = {
  ENOTDIR: 'is there and is no folder',
  EEXIST: 'is there and is no folder',
  EACCES: 'may not be written to by this account',
  EPERM: 'may not be written to by this account',
  EROFS: 'is on a disk that can only be read',
  ENOENT: 'is no place where a folder can be made',
  ENOSPC: 'is on a disk that is full',
};

/**
 * Makes the folder that a setting names, with those above it, where it is not there. Throws SettingError, as all here do, which
 * names the setting, what stands in the way and what to do. One folder at a time: of all at once in a place that takes none, such as
 * /proc, Node 20 never comes to an end.
 */
export function makeFolder(setting: string, path: string): void {
  const missing: string[] = [];
  let there = path;
  for (; !existsSync(there); there = dirname(there)) missing.unshift(there);
  inWords(setting, there, () => requireFolder(there));
  for (const folder of missing) inWords(setting, folder, () => makeOne(folder));
}

/** That it can be written to, by doing so: a look at its rights knows nothing of a full disk. */
export function tryFolder(setting: string, path: string): void {
  inWords(setting, path, () => rmdirSync(mkdtempSync(join(path, '.tried-'))));
}

/** That the folder which a setting names is one, or can become one, without a trace: nothing is made or written. */
export function checkFolder(setting: string, path: string): void {
  let there = path;
  while (!existsSync(there)) there = dirname(there);
  inWords(setting, there, () => {
    requireFolder(there);
    accessSync(there, constants.W_OK | constants.X_OK);
  });
}

/** Somebody else who starts at the same time may have been first. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: READABLE_BY_ALL });
  } catch (error) {
    if (!existsSync(folder)) throw error;
    requireFolder(folder);
  }
}

function requireFolder(path: string): void {
  if (!statSync(path).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
}

function inWords(setting: string, path: string, attempt: () => void): void {
  try {
    attempt();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const reason = REASONS[code] ?? `cannot be used (${code})`;
    throw new SettingError(`${setting} cannot be used: ${path} ${reason}. Set ${setting} to a folder of yours.`);
  }
}
