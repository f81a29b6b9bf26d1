import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem/problem-error.js';
import type { Principal } from './principal.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard; null until then and on routes open to anyone. */
    principal: Principal | null;
  }
}

/** The principal of this request. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  return principalOf(context.switchToHttp().getRequest<FastifyRequest>());
});

export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new ProblemError('unauthenticated');
  return request.principal;
}
