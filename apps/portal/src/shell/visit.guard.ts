import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { PortalConfig } from '../config.js';
import { formOf } from '../session/form-token.js';
import { SessionStore } from '../session/session-store.js';
import { signInKindOf, type Audience, type Fields, type Session } from '../session/session.js';
import { MakeVisit } from './make-visit.js';
import { formRefused, notTheirs, PageError, SignInNeeded } from './refusals.js';
import { rememberVisit, type Visit } from './visit.js';

export const AUDIENCE = 'consent-broker:audience';
/** The hidden field of every form. */
export const FORM_TOKEN = '_form';

/**
 * Who may see a page, and whether a form is one of ours: sent from our own origin, by this session, and not sent before. A form
 * that arrives when its session has ended is parked, and the person signs in again.
 */
@Injectable()
export class VisitGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(PortalConfig) private readonly config: PortalConfig,
    @Inject(SessionStore) private readonly store: SessionStore,
    @Inject(MakeVisit) private readonly visits: MakeVisit,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const visit = await this.visits.of(request);
    rememberVisit(request, visit);
    const sends = request.method !== 'GET' && request.method !== 'HEAD';
    if (sends) this.requireOwnOrigin(request);
    const audience = this.reflector.getAllAndOverride<Audience | 'anyone'>(AUDIENCE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (audience !== 'anyone') await this.requirePerson(visit, audience, request);
    if (sends) visit.formId = await this.requireFreshForm(visit, request.body as Fields);
    return true;
  }

  private async requirePerson(visit: Visit, audience: Audience, request: FastifyRequest): Promise<void> {
    if (visit.person?.audience === audience) return;
    if (visit.person) throw notTheirs();
    const kind = signInKindOf(audience);
    if (request.method === 'GET') throw new SignInNeeded(kind, request.url);
    const parked = { path: request.url, fields: withoutToken(request.body as Fields), ...typedBy(visit.session) };
    throw new SignInNeeded(kind, request.url, (await this.store.create({ parked })).id);
  }

  /** A form of another site may carry our cookie nowhere, and its origin tells on it (OWASP CSRF, "Verifying Origin"). */
  private requireOwnOrigin({ headers }: FastifyRequest): void {
    if (headers.origin !== this.config.origin) throw formRefused();
  }

  private async requireFreshForm({ session }: Visit, fields: Fields): Promise<string> {
    const form = session && formOf(session.content, fields?.[FORM_TOKEN]);
    if (!session || form === undefined) throw formRefused();
    if (!(await this.store.useForm(session, form))) throw new PageError(409, 'formSentBefore');
    return form;
  }
}

const typedBy = (session: Session | undefined): { sub?: string } =>
  session?.content.person ? { sub: session.content.person.sub } : {};

function withoutToken({ [FORM_TOKEN]: _token, ...fields }: Fields): Fields {
  return fields;
}
