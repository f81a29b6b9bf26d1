import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A process named so that it cannot be mistaken for a later one with the same id. */
export interface ProcessRef {
  readonly name: string;
  readonly pid: number;
  /** When it started, in the kernel's own words; with the boot's id where there is one. */
  readonly startedAt: string;
}

/** Undefined when there is no such process (a zombie counts as gone). */
export function startOf(pid: number): string | undefined {
  if (!existsSync('/proc/self/stat')) return startByPs(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name in brackets may hold anything; state is field 3 and starttime field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${bootId()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

export function refer(name: string, pid: number): ProcessRef {
  return { name, pid, startedAt: startOf(pid) ?? 'gone' };
}

/** True only for the very process that was referred to. */
export function isRunning(ref: ProcessRef): boolean {
  return startOf(ref.pid) === ref.startedAt;
}

/**
 * Asks a process to end and waits; after `graceMs` it is killed. A process that is not the one referred to is left
 * alone. Resolves with how it went.
 */
export async function stopProcess(
  ref: ProcessRef,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<'gone' | 'stopped' | 'killed'> {
  if (!isRunning(ref)) return 'gone';
  send(ref, signal);
  if (await hasEnded(ref, graceMs)) return 'stopped';
  send(ref, 'SIGKILL');
  await hasEnded(ref, 10_000);
  return 'killed';
}

/** Running processes that were started with this very argument; where /proc does not tell, none. */
export function processesNaming(name: string, argument: string): ProcessRef[] {
  if (!existsSync('/proc/self/cmdline')) return [];
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return pids.filter((pid) => argumentsOf(Number(pid)).includes(argument)).map((pid) => refer(name, Number(pid)));
}

/** The command line of a process; empty when there is no such process, or no telling. */
export function argumentsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

async function hasEnded(ref: ProcessRef, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isRunning(ref)) {
    if (Date.now() > deadline) return false;
    await wait(25);
  }
  return true;
}

function send(ref: ProcessRef, signal: NodeJS.Signals): void {
  try {
    if (isRunning(ref)) process.kill(ref.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** Systems without /proc (macOS): one-second resolution is what `ps` has. */
function startByPs(pid: number): string | undefined {
  try {
    const [state, ...started] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    return state === undefined || state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}
