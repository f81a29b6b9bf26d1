import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 600_000;
const EMPTY_IS_STALE_MS = 5_000;

/**
 * Holds a lock file with this process's id while the clone is prepared, so that two starts at once install only once.
 * A lock whose process is gone is taken over. Returns the function that gives it back.
 */
export async function holdLock(path, say) {
  const deadline = Date.now() + PATIENCE_MS;
  let told = false;
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      process.once('exit', () => rmSync(path, { force: true }));
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holderOf(path);
    if (holder === undefined) {
      await wait(50);
      continue;
    }
    if (!isAlive(holder)) rmSync(path, { force: true });
    else if (Date.now() > deadline) throw new Error(`process ${holder} has been preparing this clone for ten minutes`);
    else if (!told) {
      told = true;
      say(`Process ${holder} is preparing this clone; waiting for it …`);
    }
    await wait(200);
  }
}

/** The process id in the lock; undefined while its owner is still writing it, or when it has just been given back. */
function holderOf(path) {
  try {
    const text = readFileSync(path, 'utf8');
    if (text !== '') return Number(text);
    return Date.now() - statSync(path).mtimeMs > EMPTY_IS_STALE_MS ? 0 : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
