import type { IncomingHttpHeaders } from 'node:http';

/** An origin as browsers spell it: host in small letters, no default port. Undefined for what is none. */
function spelt(origin: string | undefined): string | undefined {
  if (origin === undefined || !URL.canParse(origin)) return undefined;
  const url = new URL(origin);
  url.hostname = url.hostname.replace(/\.$/, '');
  return url.origin;
}

/**
 * Whether a browser says that a page of ours sent this (OWASP CSRF, "Verifying Origin"): by `Origin`, however it is spelt, or
 * where something on the way took that, by `Sec-Fetch-Site`, which no page can set.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, own: string): boolean {
  return spelt(headers.origin) === spelt(own) || headers['sec-fetch-site'] === 'same-origin';
}
