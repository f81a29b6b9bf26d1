import { type ArgumentsHost, Catch, Controller, type ExceptionFilter, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SampleController } from '../../testing/sample-app.js';
import { sendProblem } from '../problem.filter.js';
import { toProblem } from '../to-problem.js';

/** The fault: whoever is turned away leaves no line. */
@Catch()
class SilentFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(http.getResponse<FastifyReply>(), http.getRequest<FastifyRequest>().id, toProblem(error));
  }
}

/** Doors that note no refusal. */
@Controller('v1/samples')
@UseFilters(SilentFilter)
export class SilentController extends SampleController {}
