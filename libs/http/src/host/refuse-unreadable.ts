import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ProblemError } from '../problem/problem-error.js';
import { problemDocument } from '../problem/problem.filter.js';

/** What Node's server says of bytes that are no request, by its code; everything else cannot be read. */
const KNOWN: Readonly<Record<string, ProblemError>> = {
  ERR_HTTP_REQUEST_TIMEOUT: new ProblemError('request-timeout'),
  HPE_HEADER_OVERFLOW: new ProblemError('malformed-request', { detail: 'the headers are larger than 16 kB' }),
};

/**
 * Answers what never became a request with a problem document, as everything else is answered, and ends the connection. Not where
 * another answer of it has begun: the two would mix.
 */
export function refuseUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  const { _httpMessage: begun } = socket as Socket & {
    readonly _httpMessage?: { readonly headersSent: boolean } | null;
  };
  if (error.code === 'ECONNRESET' || !socket.writable || begun?.headersSent) {
    socket.destroy();
    return;
  }
  const document = problemDocument(KNOWN[error.code ?? ''] ?? new ProblemError('malformed-request'), randomUUID());
  const body = JSON.stringify(document);
  const head = [
    `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status]}`,
    'Content-Type: application/problem+json',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}
