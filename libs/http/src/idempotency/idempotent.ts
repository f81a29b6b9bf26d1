import { randomUUID } from 'node:crypto';
import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { idOf, keyedRequest } from './keyed-request.js';

export const IDEMPOTENT = 'consent-broker:idempotent';

/**
 * Marks a write that releases nothing: a repeat with the same Idempotency-Key gets the first answer. Never put it on a
 * route that releases data (design 5: such operations neither store nor replay a response).
 */
export const Idempotent = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(IDEMPOTENT, true),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        '8 to 128 visible ASCII characters; a repeat gets the first answer. Send a stop again with its key as soon and as often as you like: it never waits for an earlier try. Anything else may answer 409 idempotency-in-flight while an earlier try may be running, for a minute at most; come back after its Retry-After.',
    }),
  );

/**
 * The id for what this request creates: derived from its Idempotency-Key, else random. Should the process die after its
 * commit and before the answer was stored, the repeat runs into the row that exists instead of creating a second one.
 */
export const NewId = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const keyed = keyedRequest(context.switchToHttp().getRequest<FastifyRequest>());
  return keyed === null ? randomUUID() : idOf(keyed);
});
