import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Broker } from '../api/broker.js';
import { PortalConfig } from '../config.js';
import { readSessionCookie } from '../session/session-cookie.js';
import { SessionStore } from '../session/session-store.js';
import type { Session, Tokens } from '../session/session.js';
import { Issuers } from '../sign-in/issuers.js';
import { Texts } from './texts.js';
import { Visit } from './visit.js';

/** Tokens are renewed when they have less than this left, so that none ends between two questions of one page. */
const RENEW_BEFORE_MS = 60_000;

/** Finds out who is asking. */
@Injectable()
export class MakeVisit {
  private readonly languages: readonly string[];

  constructor(
    private readonly config: PortalConfig,
    private readonly store: SessionStore,
    private readonly issuers: Issuers,
    private readonly texts: Texts,
  ) {
    this.languages = config.LANGUAGES.split(',');
  }

  async of(request: FastifyRequest): Promise<Visit> {
    const id = readSessionCookie(request);
    const session = id === undefined ? undefined : await this.store.find(id);
    const current = session?.live ? await this.renewed(session) : session;
    return this.visit(request, current, current?.live ? current.content.tokens?.access : undefined);
  }

  /** When whoever asks could not be found out: for the error page. */
  nobody(request: FastifyRequest): Visit {
    return this.visit(request, undefined, undefined);
  }

  private visit(request: FastifyRequest, session: Session | undefined, token: string | undefined): Visit {
    const wished = session?.content.language ?? 'en';
    const language = this.languages.includes(wished) ? wished : 'en';
    const broker = new Broker(this.config.API_URL, token, request.id, language);
    return new Visit(language, this.texts.in(language), broker, session, this.store);
  }

  private async renewed(session: Session): Promise<Session> {
    const { person, tokens } = session.content;
    if (!person || !tokens || tokens.expiresAt - Date.now() > RENEW_BEFORE_MS) return session;
    const kind = person.audience === 'resident' ? 'resident' : 'staff';
    const renewed = (await this.issuers.renew(kind, tokens)) ?? (await this.renewedElsewhere(session, tokens));
    // An issuer that gives no more has ended its own session: then ours is over, too.
    if (!renewed) return { ...session, live: false };
    const content = { ...session.content, tokens: renewed };
    await this.store.save(session, content);
    return { ...session, content };
  }

  /** Two pages asked for at once: a refresh token counts once, so the other request's result is taken. */
  private async renewedElsewhere({ id }: Session, old: Tokens): Promise<Tokens | undefined> {
    const tokens = (await this.store.find(id))?.content.tokens;
    return tokens && tokens.access !== old.access ? tokens : undefined;
  }
}
