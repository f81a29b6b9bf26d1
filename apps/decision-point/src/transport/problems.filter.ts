import { sendProblem, toProblem } from '#libs/http';
import { Log } from '#libs/telemetry';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Errors as problem documents (RFC 9457). They concern the request, never a decision: that is always a 200 (AuthZEN 1.0). */
@Catch()
export class ProblemsFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { id } = http.getRequest<FastifyRequest>();
    const problem = toProblem(error);
    if (problem.problem === 'internal') this.log.error({ requestId: id, err: error }, 'a request failed');
    sendProblem(http.getResponse<FastifyReply>(), id, problem);
  }
}
