import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** True when this very process listens on the TCP port: before anything is written to it, know whose it is. */
export function listensOn(pid: number, port: number): boolean {
  return existsSync('/proc/net/tcp') ? ownsListeningSocket(pid, port) : listedByLsof(pid, port);
}

/** proc(5): state 0A is LISTEN; the local port is hexadecimal after the colon, the inode is field 10. */
function ownsListeningSocket(pid: number, port: number): boolean {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const sockets = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6'].filter((path) => existsSync(path))) {
    for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/);
      if (fields[1]?.endsWith(suffix) && fields[3] === '0A') sockets.add(`socket:[${fields[9]}]`);
    }
  }
  return sockets.size > 0 && openFiles(pid).some((file) => sockets.has(file));
}

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => linkTarget(`/proc/${pid}/fd/${fd}`));
  } catch {
    return [];
  }
}

function linkTarget(path: string): string[] {
  try {
    return [readlinkSync(path)];
  } catch {
    return [];
  }
}

function listedByLsof(pid: number, port: number): boolean {
  try {
    const pids = execFileSync('lsof', ['-nP', '-t', `-iTCP:${port}`, '-sTCP:LISTEN'], { encoding: 'utf8' });
    return pids.split('\n').includes(String(pid));
  } catch {
    return false;
  }
}
