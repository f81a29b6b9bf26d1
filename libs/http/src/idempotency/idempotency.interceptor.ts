import { Log } from '#libs/telemetry';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, type Observable, of, throwError } from 'rxjs';
import { ProblemError } from '../problem/problem-error.js';
import { isTransient } from '../problem/transient-failures.js';
import { IDEMPOTENT } from './idempotent.js';
import { IdempotencyStore, type KeyedRequest } from './idempotency-store.js';
import { keyedRequest } from './keyed-request.js';

/** Claims the key before the handler runs and stores its answer after: a repeat is answered without running it again. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
    @Inject(Log) private readonly log: Log,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (this.reflector.get<boolean | undefined>(IDEMPOTENT, context.getHandler()) !== true) return next.handle();
    const keyed = keyedRequest(context.switchToHttp().getRequest<FastifyRequest>());
    if (keyed === null) return next.handle();
    const store = this.modules.get<IdempotencyStore>(IdempotencyStore as never, { strict: false });
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const claim = await store.claim(keyed);
    switch (claim.state) {
      case 'claimed':
        return this.runOnce(store, keyed, reply, next);
      case 'answered':
        void reply.code(claim.answer.status).header('idempotency-replayed', 'true');
        return of(claim.answer.body ?? undefined);
      case 'in-flight':
        throw new ProblemError('idempotency-in-flight', { headers: { 'retry-after': '1' } });
      case 'other-request':
        throw new ProblemError('idempotency-key-reused');
    }
  }

  private runOnce(
    store: IdempotencyStore,
    keyed: KeyedRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) =>
        // After a lost connection nobody knows whether the write committed: the claim stays until its lease ends.
        from(isTransient(error) ? Promise.resolve() : this.quietly(store.release(keyed))).pipe(
          mergeMap(() => throwError(() => error)),
        ),
      ),
      mergeMap((body: unknown) =>
        from(this.quietly(store.answer(keyed, { status: reply.statusCode, body }))).pipe(mergeMap(() => of(body))),
      ),
    );
  }

  /** The write itself has committed or failed by now; losing the note about it must not turn its answer round. */
  private async quietly(note: Promise<void>): Promise<void> {
    try {
      await note;
    } catch (error) {
      this.log.warn({ err: error }, 'the answer of a keyed request could not be noted');
    }
  }
}
