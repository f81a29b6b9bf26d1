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

/** Milliseconds that a refused caller may go on sending into the void, or take to close. */
const LEAVE_WITHIN_MS = 2_000;
const leaving = new WeakSet<Socket>();

/** Answers what never became a request with a problem document, as everything else is answered, and ends the connection. */
export function refuseUnreadable(error: Error & { readonly code?: string }, socket: Serving): void {
  if (error.code === 'ECONNRESET') socket.destroy();
  else refuse(socket, KNOWN[error.code ?? ''] ?? new ProblemError('malformed-request'));
}

/**
 * Ends a connection with this problem. Requests that came before it are answered first: a refusal in the place of a stop's answer
 * would say that it was not done.
 */
export function refuse(socket: Serving, problem: ProblemError): void {
  if (leaving.has(socket)) return;
  const serving = socket._httpMessage;
  if (!socket.writable) {
    socket.destroy();
  } else if (serving && !serving.req.complete && serving.headersSent) {
    // Answered before its body had come, which cannot be read: two answers would mix.
    socket.destroy();
  } else if (serving?.req.complete) {
    socket.pause();
    serving.once('close', () => refuse(socket, problem));
  } else {
    leaving.add(socket);
    socket.end(refusal(problem));
    leave(socket);
  }
}

/**
 * Closes in two steps (RFC 9112 9.6): a socket that is closed with bytes unread, or to which more come, is reset, and a reset can
 * take the answers before it from a caller who has not read them yet.
 */
function leave(socket: Socket): void {
  const late = setTimeout(() => socket.destroy(), LEAVE_WITHIN_MS).unref();
  socket.once('close', () => clearTimeout(late)).resume();
}

function refusal(problem: ProblemError): string {
  const document = problemDocument(problem, randomUUID());
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
