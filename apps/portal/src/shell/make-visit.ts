import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { LaterNotes } from '#libs/http';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Broker } from '../api/broker.js';
import { PortalConfig } from '../config.js';
import { readSessionCookie } from '../session/session-cookie.js';
import { SessionStore } from '../session/session-store.js';
import { signInKindOf, type Person, type Session, type Tokens } from '../session/session.js';
import { Issuers } from '../session/issuers.js';
import { Texts } from '../words/texts.js';
import { Visit } from './visit.js';

/** Tokens are renewed when they have less than this left, so that none ends between two questions of one page. */
const RENEW_BEFORE_MS = 60_000;
/** How long one request waits for what another one is renewing. */
const ELSEWHERE_WITHIN_MS = 10_000;
const LOOK_AGAIN_MS = 50;

/** Finds out who is asking. */
@Injectable()
export class MakeVisit {
  private readonly languages: readonly string[];

  constructor(
    private readonly config: PortalConfig,
    private readonly store: SessionStore,
    private readonly issuers: Issuers,
    private readonly texts: Texts,
    private readonly notes: LaterNotes,
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
    const broker = new Broker({ address: this.config.API_URL, token, requestId: request.id, language });
    return new Visit(language, this.texts.in(language), broker, session, this.store);
  }

  private async renewed(session: Session): Promise<Session> {
    const { person, tokens } = session.content;
    if (!person) return session;
    if (!tokens) return { ...session, live: false };
    if (tokens.expiresAt - Date.now() > RENEW_BEFORE_MS) return session;
    const renewed = await this.renewOnce(session, person, tokens);
    // An issuer that gives no more has ended its own session: then ours is over, too.
    return renewed ? { ...session, content: { ...session.content, tokens: renewed } } : { ...session, live: false };
  }

  /**
   * Two pages asked for at once: a refresh token counts once, and an issuer that sees it twice ends all that came of it
   * (RFC 9700 4.14.2). So one request renews, of all portal processes, and the others take what it got.
   */
  private async renewOnce(session: Session, person: Person, old: Tokens): Promise<Tokens | undefined> {
    const attempt = createHash('sha256').update(`renewal ${old.refresh}`).digest('base64url');
    if (!(await this.store.useForm(session, attempt))) return this.renewedElsewhere(session, old);
    try {
      const renewed = await this.issuers.renew(signInKindOf(person.audience), old);
      // Without tokens it is over for every later page as well, at once: none of them waits for what will not come.
      await this.store.change(session.id, ({ tokens: _old, ...content }) =>
        renewed ? { ...content, tokens: renewed } : content,
      );
      return renewed;
    } catch (error) {
      // The issuer could not be asked: the next page may try again.
      await this.notes.write('that a renewal was given up', () => this.store.giveBackForm(session, attempt));
      if (old.expiresAt > Date.now()) return old;
      throw error;
    }
  }

  private async renewedElsewhere({ id }: Session, old: Tokens): Promise<Tokens | undefined> {
    for (const deadline = Date.now() + ELSEWHERE_WITHIN_MS; Date.now() < deadline; await wait(LOOK_AGAIN_MS)) {
      const tokens = (await this.store.find(id))?.content.tokens;
      if (!tokens || tokens.access !== old.access) return tokens;
      if (old.expiresAt - Date.now() > LOOK_AGAIN_MS) return old;
    }
    return undefined;
  }
}
