import type { Readable } from 'node:stream';
import { BodyTooLarge } from '../limits/limit-body.js';
import { sendProblem } from './send-problem.js';
import type { Upstream } from './routes.js';
import type { WireReply } from './wire.js';

const PROBLEM_JSON = 'application/problem+json';
const PAGE = 'text/html';

/**
 * Streams an app's answer to the caller. A server error that is not a problem document, nor a page of the portal, did not
 * come from the one filter that removes details, so its body stays here.
 */
export function passOn(reply: WireReply, stream: Readable, upstream: Upstream): void {
  const type = String(reply.getHeader('content-type') ?? '');
  if (reply.statusCode < 500 || type.startsWith(PROBLEM_JSON) || (upstream === 'portal' && type.startsWith(PAGE))) {
    void reply.send(stream);
    return;
  }
  stream.destroy();
  for (const name of Object.keys(reply.getHeaders())) if (name !== 'x-request-id') reply.removeHeader(name);
  sendProblem(reply, 502);
}

/** An app that could not be reached, broke off or took too long; what exactly went wrong is for the log alone. */
export function answerForUpstream(reply: WireReply, error: Error & { cause?: unknown; statusCode?: number }): void {
  if (error.cause instanceof BodyTooLarge) sendProblem(reply, 413, error.cause.message);
  else sendProblem(reply, error.statusCode === 504 ? 504 : 502);
}
