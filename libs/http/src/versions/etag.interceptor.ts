import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { entityTag, VERSIONED } from './if-match.js';

@Injectable()
export class ETagInterceptor implements NestInterceptor {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (this.reflector.get<boolean | undefined>(VERSIONED, context.getHandler()) !== true) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((body: unknown) => {
        const version = typeof body === 'object' && body !== null && 'version' in body ? body.version : undefined;
        if (typeof version === 'number') void reply.header('etag', entityTag(version));
      }),
    );
  }
}
