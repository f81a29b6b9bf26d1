import type { IncomingMessage } from 'node:http';
import { endToEnd } from './hop-by-hop.js';
import { sendProblem } from './send-problem.js';
import type { Upstream } from './routes.js';
import type { WireReply } from './wire.js';

const PROBLEM_JSON = 'application/problem+json';
const PAGE = 'text/html';

/**
 * Streams an app's answer to the caller. A server error that is not a problem document, nor a page of the portal, did not
 * come from the one filter that removes details, so its body stays here.
 */
export function passOn(reply: WireReply, answer: IncomingMessage, upstream: Upstream, stallMs: number): void {
  const status = answer.statusCode ?? 502;
  const type = answer.headers['content-type'] ?? '';
  if (status >= 500 && !type.startsWith(PROBLEM_JSON) && !(upstream === 'portal' && type.startsWith(PAGE))) {
    answer.on('error', () => answer.destroy()).destroy();
    sendProblem(reply, 502);
    return;
  }
  void reply.code(status).headers(endToEnd(answer.headers));
  cutWhenUnread(reply, answer, stallMs);
  void reply.send(answer);
}

/** A caller who stops reading keeps a connection to the app: after a while it is taken back. */
function cutWhenUnread(reply: WireReply, answer: IncomingMessage, stallMs: number): void {
  let timer: NodeJS.Timeout | undefined;
  answer.on('pause', () => {
    clearTimeout(timer);
    timer = setTimeout(() => reply.raw.destroy(), stallMs);
  });
  answer.on('resume', () => clearTimeout(timer));
  reply.raw.once('close', () => clearTimeout(timer));
}
