import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { PortalConfig } from '../config.js';
import { FORM_TOKEN, formOf, saidIn, sentBy } from '../session/form-token.js';
import { SessionStore } from '../session/session-store.js';
import { signInKindOf, type Audience, type Fields, type Session } from '../session/session.js';
import { MakeVisit } from './make-visit.js';
import { isOwnOrigin } from './own-origin.js';
import { AskAgain, formRefused, notTheirs, signInFirst } from './refusals.js';
import { takeOnce } from './take-form.js';
import { rememberVisit, type Visit } from './visit.js';

export const AUDIENCE = 'consent-broker:audience';
/**
 * Who may see a page, and whether a form is one of ours: given out to this session, sent from our own origin, and not sent
 * before. A form that arrives when its session has ended is parked in it, and the person signs in again. One of ours that
 * nothing says was sent from ours is asked for again.
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
    const audience = this.reflector.getAllAndOverride<Audience | 'anyone'>(AUDIENCE, [
      context.getHandler(),
      context.getClass(),
    ]);
    const sends = request.method !== 'GET' && request.method !== 'HEAD';
    // Nobody can do nothing but sign out again, which changes nothing.
    if (audience === 'anyone' && !visit.session) return true;
    if (audience !== 'anyone') await this.requirePerson(visit, audience, request, sends);
    if (sends) visit.formId = await this.requireForm(visit, request);
    return true;
  }

  private async requirePerson(
    visit: Visit,
    audience: Audience,
    request: FastifyRequest,
    sends: boolean,
  ): Promise<void> {
    if (visit.person?.audience === audience) return;
    if (visit.person) throw notTheirs();
    // Only what a page of ours sent, of a session that there once was, is kept.
    if (sends && tokenOf(visit, request)) await this.park(visit.session!, request);
    throw signInFirst(signInKindOf(audience), request.url);
  }

  private async park({ id, content }: Session, { url, body }: FastifyRequest): Promise<void> {
    const whose = content.person ? { sub: content.person.sub } : {};
    await this.store.park(id, { path: url, fields: saidIn(body as Fields), ...whose, at: Date.now() });
  }

  private async requireForm(visit: Visit, request: FastifyRequest): Promise<string> {
    const token = tokenOf(visit, request);
    if (!token) throw formRefused();
    if (!token.clicked && !isOwnOrigin(request.headers, this.config.origin)) throw new AskAgain(request.body as Fields);
    return takeOnce(this.store, visit.session!, sentBy(token.form, request.url, request.body as Fields));
  }
}

/** The form's id where this session gave it out; `clicked` where it comes from the page that asks again. */
function tokenOf({ session }: Visit, { body }: FastifyRequest): { form: string; clicked: boolean } | undefined {
  const token = (body as Fields | undefined)?.[FORM_TOKEN];
  if (!session) return undefined;
  const form = formOf(session.content, token);
  if (form !== undefined) return { form, clicked: false };
  const again = formOf(session.content, token, 'again');
  return again === undefined ? undefined : { form: again, clicked: true };
}
