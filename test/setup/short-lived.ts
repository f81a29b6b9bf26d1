import { accessSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOf } from '../../scripts/local/processes.js';

const PREFIX = 'consent-broker-test-';
/** Linux's file system in memory. */
const MEMORY = '/dev/shm';
const TMPFS_MAGIC = 0x01021994;
const GIB = 2 ** 30;
/** A run's database takes some hundred MB at most; containers often give no more than 64 MB, and then the disk serves. */
const ROOM = 2 * GIB;
const MEMORY_LEFT = 4 * GIB;
const LONGEST_RUN_MS = 6 * 3_600_000;

/**
 * A new folder for what a run of the tests need not find again. In memory where there is plenty and nobody said TMPDIR: each
 * spec file has a database of 740 files, which takes a disk up to half a second of processor time to make, and memory 30 ms.
 */
export function shortLivedFolder(memory = MEMORY): string {
  const place = process.env.TMPDIR === undefined && hasRoom(memory) ? memory : tmpdir();
  removeLeftovers(place);
  return mkdtempSync(join(place, `${PREFIX}${process.pid}-`));
}

function hasRoom(memory: string): boolean {
  try {
    accessSync(memory, constants.W_OK);
    const { type, bavail, bsize } = statfsSync(memory);
    return type === TMPFS_MAGIC && bavail * bsize >= ROOM && process.availableMemory() >= MEMORY_LEFT;
  } catch {
    // No such folder, or not ours to write to: most systems but Linux.
    return false;
  }
}

/**
 * What a run that was killed left, hours ago: a process that is not seen here may run in a container with which this place is
 * shared. A server that still runs there ends by itself when its files are gone.
 */
function removeLeftovers(place: string): void {
  for (const name of readdirSync(place)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    const folder = join(place, name);
    const isOld = () =>
      (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < Date.now() - LONGEST_RUN_MS;
    if (pid !== undefined && startOf(Number(pid)) === undefined && isOld())
      rmSync(folder, { recursive: true, force: true });
  }
}
