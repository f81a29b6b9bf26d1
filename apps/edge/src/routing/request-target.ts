const SCHEME_AND_AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*/i;

/**
 * The path and query of a request line. A client may write the whole address there (RFC 9112 3.2.2: a server must take it);
 * it means the same as its path alone, so that no rule about paths is passed by it.
 */
export function originForm(target: string): string {
  const path = target.replace(SCHEME_AND_AUTHORITY, '');
  return path === target || path.startsWith('/') ? path : `/${path}`;
}

/** Two of them mean two things to two readers (RFC 9112 3.2, RFC 9110 5.3). */
const ONCE = ['host', 'authorization', 'content-type'];

/** Whether a field that may stand once stands twice. `rawHeaders`: name, value, name, value, …, as they came. */
export function repeats(rawHeaders: readonly string[]): boolean {
  const names = rawHeaders.filter((_text, at) => at % 2 === 0).map((name) => name.toLowerCase());
  return ONCE.some((name) => names.indexOf(name) !== names.lastIndexOf(name));
}
