import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Processor time of one process so far, in milliseconds. */
export interface ProcessTime {
  readonly pid: number;
  readonly parent: number;
  readonly ownMs: number;
  /** Of children that have ended and were waited for. */
  readonly reapedMs: number;
}

/** proc(5) counts in ticks of 1/100 s on every architecture that Node runs on. */
const TICK_MS = 10;

/** What /proc/PID/stat says. The name in brackets may hold anything, so fields are counted after it. */
export function readStat(text: string): ProcessTime {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = (...at: readonly number[]): number => at.reduce((sum, field) => sum + Number(fields[field]), 0);
  return {
    pid: Number.parseInt(text, 10),
    parent: Number(fields[1]),
    // utime and stime; cutime and cstime.
    ownMs: ticks(11, 12) * TICK_MS,
    reapedMs: ticks(13, 14) * TICK_MS,
  };
}

/** Of a server and its children. What a child had used when it ended counts on in its parent's sum. */
export function timeOfTree(root: number, all: readonly ProcessTime[]): number {
  return all.reduce((sum, { pid, parent, ownMs, reapedMs }) => {
    if (pid === root) return sum + ownMs + reapedMs;
    return parent === root ? sum + ownMs : sum;
  }, 0);
}

/** Every process that can be seen; undefined where there is no /proc. */
export function allProcesses(): readonly ProcessTime[] | undefined {
  if (!existsSync('/proc/self/stat')) return undefined;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))];
      } catch {
        return []; // It ended meanwhile.
      }
    });
}
