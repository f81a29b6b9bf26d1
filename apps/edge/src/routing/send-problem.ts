import { problemInstance, problemType, type ProblemCode, type ProblemDocument } from '#libs/contracts';
import type { WireReply } from './wire.js';

/** What the edge itself may answer. Its texts are constant: nothing of the request or of an app is repeated. */
const PROBLEMS: Readonly<Record<number, { code: ProblemCode; title: string; detail?: string }>> = {
  400: { code: 'malformed-request', title: 'The request cannot be read' },
  404: { code: 'not-found', title: 'There is nothing here' },
  408: { code: 'request-timeout', title: 'The request did not arrive in time' },
  413: { code: 'body-too-large', title: 'The body is too large' },
  429: {
    code: 'too-many-requests',
    title: 'Too many requests from this address',
    detail: 'Wait for the time in Retry-After.',
  },
  502: { code: 'bad-gateway', title: 'The service behind this address did not answer properly', detail: 'Try again.' },
  503: {
    code: 'unavailable',
    title: 'There is no room for this at the moment',
    detail: 'Wait for the time in Retry-After.',
  },
  504: { code: 'unavailable', title: 'The service behind this address took too long' },
};

/** Answers with a problem document (RFC 9457); an unlisted status becomes 502. */
export function sendProblem(reply: WireReply, status: number, detail?: string): void {
  const known = PROBLEMS[status] ? status : 502;
  const { code, title, detail: usual } = PROBLEMS[known]!;
  const said = detail ?? usual;
  const body: ProblemDocument = {
    type: problemType(code),
    title,
    status: known,
    ...(said === undefined ? {} : { detail: said }),
    instance: problemInstance(reply.request.id),
  };
  void reply
    .code(known)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .headers(known === 503 ? { 'retry-after': '1' } : {})
    .send(JSON.stringify(body));
}
