import { LaterNotes } from '#libs/http';
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, concatMap, type Observable } from 'rxjs';
import { AnswerPage } from './answer-page.js';
import { Redirect } from './page.js';
import { visitOf, type Visit } from './visit.js';

/**
 * Turns what a page's handler returns (Page, Redirect, Download) into the answer. A form that changed something is answered
 * with a redirect, always: that is remembered. One that is answered with a page, or fails, has changed nothing that its own
 * id as idempotency key would not find again: it may be sent again. What became of it decides the page, and never whether that
 * could be noted.
 */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(
    @Inject(AnswerPage) private readonly answer: AnswerPage,
    @Inject(LaterNotes) private readonly notes: LaterNotes,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<string> {
    const http = context.switchToHttp();
    const visit = visitOf(http.getRequest<FastifyRequest>())!;
    const reply = http.getResponse<FastifyReply>();
    const { method, url } = http.getRequest<FastifyRequest>();
    return next.handle().pipe(
      concatMap(async (result: unknown) => {
        if (result instanceof Redirect)
          await this.notes.write('where a form led', () => visit.formLedTo(result.to, result.told));
        else await this.giveBack(visit);
        if (method === 'GET' && !(result instanceof Redirect)) {
          await visit.typedBefore(url);
          await visit.toldAt(url);
        }
        return this.answer.prepare(result, visit, reply);
      }),
      catchError(async (error: unknown) => {
        await this.giveBack(visit);
        throw error;
      }),
    );
  }

  private giveBack(visit: Visit): Promise<void> {
    return this.notes.write('that a form is free', () => visit.giveFormBack());
  }
}
