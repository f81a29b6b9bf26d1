import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { AnswerPage } from './answer-page.js';
import { visitOf } from './visit.js';

/** Turns what a page's handler returns (Page, Redirect, Download) into the answer. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(@Inject(AnswerPage) private readonly answer: AnswerPage) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<string> {
    const http = context.switchToHttp();
    const visit = visitOf(http.getRequest<FastifyRequest>())!;
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(map((result: unknown) => this.answer.prepare(result, visit, reply)));
  }
}
