import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem/problem-error.js';
import type { Principal } from './principal.js';
import type { SignIn } from './sign-in.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard; null until then, on routes open to anyone, and on those that look up themselves who signed in. */
    principal: Principal | null;
    /** Set by the guard; null until then and on routes open to anyone. */
    signIn: SignIn | null;
  }
}

/** The principal of this request. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  return principalOf(context.switchToHttp().getRequest<FastifyRequest>());
});

/** Who signed in, to be looked up and let in: on a route that `LooksUpSignIn`. */
export const CurrentSignIn = createParamDecorator((_: unknown, context: ExecutionContext): SignIn => {
  const { signIn } = context.switchToHttp().getRequest<FastifyRequest>();
  if (signIn === null) throw new ProblemError('unauthenticated');
  return signIn;
});

export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new ProblemError('unauthenticated');
  return request.principal;
}
