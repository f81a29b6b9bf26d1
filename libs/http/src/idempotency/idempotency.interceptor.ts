import { OutcomeUnknown } from '#libs/persistence';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, type Observable, of, throwError } from 'rxjs';
import { ProblemError } from '../problem/problem-error.js';
import { IDEMPOTENT } from './idempotent.js';
import { type ClaimedRequest, IdempotencyStore } from './idempotency-store.js';
import { keyedRequest } from './keyed-request.js';
import { LaterNotes } from './later-notes.js';
import { rememberOnce } from './once.js';

/** A request that was not answered by then may have died: until then it is worth asking again soon. */
const USUALLY_ANSWERED_WITHIN_S = 5;

/**
 * Claims the key before the handler runs and stores its answer after: a repeat is answered without running it again. What
 * stops sharing waits for no claim: nobody can tell one of a request that runs from one of a request that died, and a stop's
 * repeat is harmless, so it is run.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
    @Inject(LaterNotes) private readonly notes: LaterNotes,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (this.reflector.get<boolean | undefined>(IDEMPOTENT, context.getHandler()) !== true) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const keyed = keyedRequest(request);
    if (keyed === null) return next.handle();
    const store = this.modules.get<IdempotencyStore>(IdempotencyStore as never, { strict: false });
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const claim = await store.claim(keyed, { takeOver: this.mayRunBeside(request) });
    switch (claim.state) {
      case 'claimed':
        rememberOnce(request, (tx, work) => store.once(tx, { request: keyed, status: reply.statusCode }, work));
        return this.keepAnswer(store, { ...keyed, claimedAt: claim.claimedAt }, reply, next);
      case 'answered':
        void reply.code(claim.answer.status).header('idempotency-replayed', 'true');
        return of(claim.answer.body ?? undefined);
      case 'in-flight':
        throw new ProblemError('idempotency-in-flight', {
          headers: { 'retry-after': String(comeBackAfter(claim.leaseSeconds)) },
        });
      case 'other-request':
        throw new ProblemError('idempotency-key-reused');
    }
  }

  /** The same list that gives a stop its lane (`libs/contracts/stop-routes`). */
  protected mayRunBeside({ routeOptions }: FastifyRequest): boolean {
    return routeOptions.config.stops === true;
  }

  /**
   * Whether nobody knows if the write committed. Every write of a keyed route stands in a unit of work, which says so of its
   * commit alone; whatever else failed was rolled back for certain.
   */
  protected mayStand(error: unknown): boolean {
    return error instanceof OutcomeUnknown;
  }

  private keepAnswer(
    store: IdempotencyStore,
    claimed: ClaimedRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Observable<unknown> {
    const free = (): Promise<void> => this.notes.write('that a key is free', () => store.release(claimed));
    const noted = (body: unknown): Promise<void> =>
      this.notes.write('the answer of a keyed request', () =>
        store.answer(claimed, { status: reply.statusCode, body }),
      );
    return next.handle().pipe(
      catchError((error: unknown) =>
        from(this.mayStand(error) ? Promise.resolve() : free()).pipe(mergeMap(() => throwError(() => error))),
      ),
      mergeMap((body: unknown) => from(noted(body)).pipe(mergeMap(() => of(body)))),
    );
  }
}

function comeBackAfter(leaseSeconds: number): number {
  return leaseSeconds > IdempotencyStore.LEASE_SECONDS - USUALLY_ANSWERED_WITHIN_S ? 1 : leaseSeconds;
}
