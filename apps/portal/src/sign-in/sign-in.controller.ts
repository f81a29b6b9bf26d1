import { Log } from '#libs/telemetry';
import { Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeSessionCookie } from '../session/session-cookie.js';
import { homeOf } from '../shell/navigation.js';
import { Page, Redirect } from '../shell/page.js';
import { Pages } from '../shell/pages.js';
import { notFound, PageError } from '../shell/refusals.js';
import { ThisVisit, type Visit } from '../shell/visit.js';
import { Enter } from './enter.js';
import { SilentSignIn } from '../session/issuers.js';
import { ownPath } from './own-path.js';

/** From here to the issuer and back. */
@Pages('anyone', 'sign-in')
export class SignInController {
  constructor(
    private readonly enter: Enter,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Get('return')
  async finish(
    @ThisVisit() visit: Visit,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Redirect> {
    if (visit.person) return new Redirect(homeOf(visit.person.audience));
    if (!visit.session?.live || !visit.session.content.pending) throw new PageError(400, 'signInLost');
    try {
      const { session, to } = await this.enter.finish(visit.session, request.url.slice(request.url.indexOf('?')));
      writeSessionCookie(reply, session.id);
      return new Redirect(to === '/' ? homeOf(session.content.person!.audience) : to);
    } catch (err) {
      this.log.warn({ requestId: request.id, err }, 'a sign-in could not be finished');
      throw new PageError(400, err instanceof SilentSignIn ? 'signInSilent' : 'signInLost');
    }
  }

  /** Between a page that needs somebody and the issuer: nothing leads on by itself, and nothing tells whose session it was. */
  @Get(':kind/again')
  again(
    @ThisVisit() visit: Visit,
    @Param('kind') kind: string,
    @Query('to') wished: string | undefined,
  ): Page | Redirect {
    if (kind !== 'resident' && kind !== 'staff') throw notFound();
    const to = ownPath(wished);
    if (visit.person) return new Redirect(to);
    const href = `/sign-in/${kind}?${new URLSearchParams({ to }).toString()}`;
    const kept = visit.session?.content.parked?.path === to;
    return new Page('shell/sign-in-again', visit.t('shell.signInAgain.title'), { href, kept });
  }

  @Get(':kind')
  async begin(
    @ThisVisit() visit: Visit,
    @Param('kind') kind: string,
    @Query('to') to: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Redirect> {
    if (kind !== 'resident' && kind !== 'staff') throw notFound();
    if (visit.person && (visit.person.audience === 'resident') === (kind === 'resident')) {
      return new Redirect(to === undefined ? homeOf(visit.person.audience) : ownPath(to));
    }
    const { session, url } = await this.enter.begin(kind, ownPath(to), visit.session);
    writeSessionCookie(reply, session.id);
    return new Redirect(url.href);
  }
}
