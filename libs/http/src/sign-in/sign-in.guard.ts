import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem/problem-error.js';
import { ALLOWED, type Allowance, DECIDES_SUSPENSION } from './allow.js';
import type { Principal } from './principal.js';
import { PrincipalDirectory } from './principal-directory.js';
import { TokenVerifier, type VerifiedToken } from './token-verifier.js';
import './current-principal.js';

/** Who stands behind a name that an issuer gives. */
interface Found {
  readonly issuer: string;
  readonly subject: string;
  readonly found: Principal | null;
}

/**
 * The guard of every route: token → registered principal → allowed kind. The token proves who signed in; what they are is
 * read from the directory at each request, and the token's own agency and role claims can only narrow it.
 */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const allowed = this.reflector.getAllAndOverride<Allowance | undefined>(ALLOWED, targets);
    if (allowed === 'anyone') return true;
    if (allowed === undefined) throw new ProblemError('forbidden');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = await this.part(TokenVerifier).verify(bearerOf(request.headers.authorization));
    const principal = await this.identify(token);
    // Before it is let in: a refusal says in the log who was refused.
    request.principal = principal;
    if (!allowed.includes(principal.kind)) throw new ProblemError('forbidden');
    const decides = this.reflector.getAllAndOverride<boolean | undefined>(DECIDES_SUSPENSION, targets) ?? false;
    if (principal.status !== 'active' && !decides) throw new ProblemError('suspended');
    return true;
  }

  private async identify(token: VerifiedToken): Promise<Principal> {
    const directory = this.part(PrincipalDirectory);
    let last: Found | undefined;
    for (const { population, claims } of token.readings) {
      // One issuer of several populations says one name: whoever it is, is looked up once.
      if (last?.issuer !== claims.issuer || last.subject !== claims.subject) {
        const { issuer, subject } = claims;
        last = { issuer, subject, found: await directory.find(issuer, subject) };
      }
      const { found } = last;
      // An issuer of residents never yields staff, whatever it writes into its tokens, and the other way round.
      if (found === null || !population.kinds.includes(found.kind)) continue;
      if (population.assurance !== undefined && !population.assurance.includes(claims.assurance ?? '')) {
        throw new ProblemError('forbidden', {
          code: 'assurance-too-low',
          detail: 'sign in again with a stronger proof of identity',
        });
      }
      if (claims.agency !== undefined && claims.agency !== found.agency) {
        throw new ProblemError('forbidden', { code: 'other-agency', detail: 'you are signed in for another agency' });
      }
      return claims.roles === undefined
        ? found
        : { ...found, roles: found.roles.filter((role) => claims.roles?.includes(role)) };
    }
    throw new ProblemError('unknown-principal');
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
