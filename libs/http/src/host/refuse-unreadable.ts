import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ProblemError } from '../problem/problem-error.js';
import { problemDocument } from '../problem/problem.filter.js';

/** What Node's server says of bytes that are no request, by its code; everything else cannot be read. */
const KNOWN: Readonly<Record<string, ProblemError>> = {
  ERR_HTTP_REQUEST_TIMEOUT: new ProblemError('request-timeout'),
  HPE_HEADER_OVERFLOW: new ProblemError('malformed-request', { detail: 'the headers are larger than 16 kB' }),
};

/** The response whose turn it is on a connection: Node's own name for it, in all its versions so far. */
type Serving = Socket & { readonly _httpMessage?: ServerResponse | null };

/**
 * Answers what never became a request with a problem document, as everything else is answered, and ends the connection. Requests
 * that came before those bytes are answered first: a refusal in the place of a stop's answer would say that it was not done.
 */
export function refuseUnreadable(error: Error & { readonly code?: string }, socket: Serving): void {
  const serving = socket._httpMessage;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
  } else if (serving && !serving.req.complete && serving.headersSent) {
    // Answered before its body had come, which cannot be read: two answers would mix.
    socket.destroy();
  } else if (serving?.req.complete) {
    socket.pause();
    serving.once('close', () => refuseUnreadable(error, socket));
  } else {
    socket.write(refusal(error.code ?? ''));
    socket.destroySoon();
  }
}

function refusal(code: string): string {
  const document = problemDocument(KNOWN[code] ?? new ProblemError('malformed-request'), randomUUID());
  const body = JSON.stringify(document);
  const head = [
    `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status]}`,
    'Content-Type: application/problem+json',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
