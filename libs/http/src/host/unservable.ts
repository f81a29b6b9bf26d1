import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../problem/problem-error.js';

/**
 * What is wrong with a request that no app is asked: Node would answer it with no document, or cut it off together with the
 * answers that were on their way. Null where there is nothing.
 */
export function unservable(request: IncomingMessage): ProblemError | null {
  if (request.method === 'CONNECT') return malformed('this is no proxy: nothing answers CONNECT');
  const hosts = request.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
  // RFC 9112 3.2: a request of HTTP/1.1 says once whom it is for; an older one may leave it out.
  if (hosts > 1) return malformed('the request has more than one Host');
  return hosts === 0 && request.httpVersion === '1.1' ? malformed('the request has no Host') : null;
}

const malformed = (detail: string): ProblemError => new ProblemError('malformed-request', { detail });
