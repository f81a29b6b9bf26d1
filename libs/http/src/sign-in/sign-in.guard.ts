import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem/problem-error.js';
import { ALLOWED, type Allowance, DECIDES_SUSPENSION, LOOKS_UP_SIGN_IN } from './allow.js';
import { PrincipalDirectory } from './principal-directory.js';
import { SignIn } from './sign-in.js';
import { TokenVerifier } from './token-verifier.js';
import './current-principal.js';

/**
 * The guard of every route: token → registered principal → allowed kind. Where the route looks up who signed in with what it reads
 * for them, the token alone is checked here, and there is no principal until the route has let them in.
 */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const kinds = this.said<Allowance>(context, ALLOWED);
    if (kinds === 'anyone') return true;
    if (kinds === undefined) throw new ProblemError('forbidden');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = await this.part(TokenVerifier).verify(bearerOf(request.headers.authorization));
    const decidesSuspension = this.said<boolean>(context, DECIDES_SUSPENSION) ?? false;
    request.signIn = new SignIn(token, { kinds, decidesSuspension });
    if (!this.said<boolean>(context, LOOKS_UP_SIGN_IN)) request.principal = await this.lookUp(request.signIn);
    return true;
  }

  private async lookUp(signIn: SignIn): Promise<FastifyRequest['principal']> {
    const directory = this.part(PrincipalDirectory);
    const found = signIn.names.map(async ({ issuer, subject }) => ({
      principal: await directory.find(issuer, subject),
    }));
    return signIn.admit(await Promise.all(found)).principal;
  }

  private said<Value>(context: ExecutionContext, key: string): Value | undefined {
    return this.reflector.getAllAndOverride<Value | undefined>(key, [context.getHandler(), context.getClass()]);
  }

  /** Found late and anywhere, because the app, not this library, says where the directory comes from. */
  private part<T>(token: abstract new (...args: never[]) => T): T {
    return this.modules.get<T>(token as never, { strict: false });
  }
}

function bearerOf(header: string | undefined): string {
  const token = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) {
    throw new ProblemError('unauthenticated', {
      detail: 'send a bearer token',
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
  return token;
}
