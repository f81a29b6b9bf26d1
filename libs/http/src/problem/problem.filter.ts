import type { LogFields, ProblemDocument } from '#libs/contracts';
import { problemInstance, problemType } from '#libs/contracts';
import { Log } from '#libs/telemetry';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_STATUSES } from './problem-statuses.js';
import { toProblem } from './to-problem.js';
import type { ProblemError } from './problem-error.js';

/** The one place where an error becomes an answer (RFC 9457). What it does not know loses its detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(Log) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = toProblem(error);
    const status = PROBLEM_STATUSES[problem.problem][0];
    if (status >= 500)
      this.log.error({ requestId: request.id, problem: problem.problem, err: error }, 'a request failed');
    if (status === 401 || status === 403) this.log.warn(securityEvent(request, problem), 'a request was refused');
    sendProblem(http.getResponse<FastifyReply>(), request.id, problem);
  }
}

export function problemDocument(problem: ProblemError, requestId: string): ProblemDocument {
  const [status, title] = PROBLEM_STATUSES[problem.problem];
  const { detail, code, errors } = problem.details;
  return {
    type: problemType(problem.problem),
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(code === undefined ? {} : { code }),
    ...(errors === undefined ? {} : { errors }),
    instance: problemInstance(requestId),
  };
}

export function sendProblem(reply: FastifyReply, requestId: string, problem: ProblemError): void {
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  const document = problemDocument(problem, requestId);
  void reply
    .code(document.status)
    .headers({ ...problem.details.headers, 'content-type': 'application/problem+json' })
    // Bytes, because Fastify adds a charset to text, which this media type does not have (RFC 9457 6.1).
    .send(Buffer.from(JSON.stringify(document)));
}

/**
 * Of a refusal, who and where by ids alone: the route's template and never its address, a member of staff's id and of a resident
 * nothing but that they are one. The reason is of constant text, of a forged token too.
 */
function securityEvent(request: FastifyRequest, { problem, details }: ProblemError): LogFields {
  const askedBy = request.signIn?.askedBy;
  return {
    requestId: request.id,
    problem,
    ...(details.code === undefined ? {} : { code: details.code }),
    ...(problem === 'unauthenticated' ? { reason: details.detail } : {}),
    method: request.method,
    route: request.routeOptions.url ?? 'none',
    ...(askedBy ? { principalKind: askedBy.kind } : {}),
    ...(askedBy && askedBy.kind !== 'resident' ? { principalId: askedBy.id } : {}),
  };
}
