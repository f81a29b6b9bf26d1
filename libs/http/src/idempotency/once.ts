import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { OpenTransaction } from './idempotency-store.js';

/**
 * Does a request's work in its transaction so that the same request again, with its key, is answered as the first was,
 * without a second effect: also at the same moment, and where the first one's process died after its commit. Call it first
 * thing in the transaction; what the work resolves with is the answer's body. A request without a key does its work.
 */
export type Once = <T>(tx: OpenTransaction, work: () => Promise<T>) => Promise<T>;

/** Of whoever comes without a key. */
export const withoutKey: Once = (_tx, work) => work();

const claims = new WeakMap<object, Once>();

/** Called by the interceptor that claimed the key. */
export const rememberOnce = (request: FastifyRequest, once: Once): void => void claims.set(request.raw, once);

/** `Once` of this request, as a parameter of a keyed route's handler. */
export const OnceByKey = createParamDecorator(
  (_: unknown, context: ExecutionContext): Once =>
    claims.get(context.switchToHttp().getRequest<FastifyRequest>().raw) ?? withoutKey,
);
