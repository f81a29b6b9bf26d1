/**
 * A server's Unix socket that cannot be connected to just now: there is none while the server is down (a refusal over TCP), or as
 * many wait as it lets. Told from a file that is missing, which no waiting brings, by what was attempted.
 */
export function isSocketAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall === 'connect' && (code === 'ENOENT' || code === 'EAGAIN');
}
