import { Get, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { clearSessionCookie } from '../session/session-cookie.js';
import { SessionStore } from '../session/session-store.js';
import { signInKindOf } from '../session/session.js';
import { Page, Redirect } from '../shell/page.js';
import { Pages } from '../shell/pages.js';
import { ThisVisit, type Visit } from '../shell/visit.js';
import { Issuers } from '../session/issuers.js';

/** Somewhere that says nothing about where one was. */
const ELSEWHERE = 'https://www.bbc.co.uk/weather';

/** The ways out. Each ends the session here before anything else. */
@Pages('anyone', '')
export class LeaveController {
  constructor(
    private readonly store: SessionStore,
    private readonly issuers: Issuers,
  ) {}

  @Post('sign-out')
  async signOut(@ThisVisit() visit: Visit, @Res({ passthrough: true }) reply: FastifyReply): Promise<Redirect> {
    const { person, tokens } = visit.session?.content ?? {};
    await this.end(visit, reply);
    // Signed out here is signed out, whether or not the issuer can be asked.
    const ending =
      person && tokens && (await this.issuers.ending(signInKindOf(person.audience), tokens).catch(() => undefined));
    return new Redirect(ending?.href ?? '/signed-out');
  }

  /** "Exit this page": quick, with nothing in between and nothing to confirm. */
  @Get('exit')
  async exit(@ThisVisit() visit: Visit, @Res({ passthrough: true }) reply: FastifyReply): Promise<Redirect> {
    await this.end(visit, reply);
    return new Redirect(ELSEWHERE);
  }

  @Get('signed-out')
  signedOut(@ThisVisit() { t }: Visit): Page {
    return new Page('shell/signed-out', t('shell.signedOut.title'));
  }

  private async end({ session }: Visit, reply: FastifyReply): Promise<void> {
    if (session) await this.store.end(session.id);
    clearSessionCookie(reply);
  }
}
