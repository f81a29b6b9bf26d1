import { chownSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import type { PostgresPlace } from './postgres-place.js';

/** The longest address of a Unix socket that every system takes (macOS: 104 bytes with the NUL at its end). */
const LONGEST_ADDRESS = 103;

/** The folder in which a server may put its Unix socket, or why there is none. */
export type SocketFolder = { readonly path: string } | { readonly none: string };

/**
 * A new, empty folder for the server's account alone: a lock file that a killed server left would keep the next one from starting.
 * Tried by listening there, since not every file system holds sockets (shared folders of virtual machines do not).
 */
export async function makeSocketFolder(place: PostgresPlace, port: number): Promise<SocketFolder> {
  const path = join(place.dataDir, 'socket');
  const address = join(path, `.s.PGSQL.${port}`);
  rmSync(path, { recursive: true, force: true });
  if (platform() === 'win32') return { none: 'this system has no Unix sockets for it' };
  const length = Buffer.byteLength(address);
  if (length > LONGEST_ADDRESS)
    return { none: `${address} is too long for a Unix socket (${length} bytes, ${LONGEST_ADDRESS} at most)` };
  mkdirSync(path, { mode: 0o700 });
  if (place.account) chownSync(path, place.account.uid, place.account.gid);
  const refusal = await tryToListen(address);
  if (refusal === undefined) return { path };
  rmSync(path, { recursive: true, force: true });
  return { none: `no Unix socket can be made in ${path} (${refusal})` };
}

/** The same database by the socket in a folder, as `pg` and psql read it; the port names the socket. */
export function bySocket(url: string, folder: string): string {
  const address = new URL(url);
  address.search = `?host=${encodeURIComponent(folder)}`;
  return address.href;
}

/** Server options; in a list of folders a name in quotes may hold anything. */
export function socketSettings(folder: SocketFolder): readonly string[] {
  if ('none' in folder) return ['unix_socket_directories='];
  return [`unix_socket_directories="${folder.path.replaceAll('"', '""')}"`, 'unix_socket_permissions=0700'];
}

function tryToListen(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(address, () => server.close(() => resolve(undefined)));
  });
}
