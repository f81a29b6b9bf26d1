import { Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PortalConfig } from '../config.js';
import { writeSessionCookie } from '../session/session-cookie.js';
import { SessionStore } from '../session/session-store.js';
import { ownPath } from '../sign-in/own-path.js';
import { Page, Redirect } from '../shell/page.js';
import { Pages } from '../shell/pages.js';
import { notFound } from '../shell/refusals.js';
import { ThisVisit, type Visit } from '../shell/visit.js';

/** Pages of nothing but text, by their path; what they say stands in `locales/…/text.json`. */
const TEXT_PAGES = ['help', 'accessibility', 'privacy', 'cookies'] as const;

/** What everybody may read, signed in or not. */
@Pages('anyone', '')
export class StartController {
  constructor(
    private readonly config: PortalConfig,
    private readonly store: SessionStore,
  ) {}

  @Get()
  start(@ThisVisit() { t }: Visit): Page {
    return new Page('start/start', t('text.start.title'), {}, { section: '/' });
  }

  @Get(TEXT_PAGES.map((path) => path))
  read(@ThisVisit() { t }: Visit, @Req() request: FastifyRequest): Page {
    const name = request.url.slice(1).split('?')[0]!;
    return new Page(
      'start/text',
      t(`text.${name}.title`),
      { name, sections: sections(t(`text.${name}.body`)) },
      { section: `/${name}` },
    );
  }

  /** Chooses a language for this browser. */
  @Get('language/:code')
  async choose(
    @ThisVisit() visit: Visit,
    @Param('code') code: string,
    @Query('to') to: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Redirect> {
    if (!this.config.LANGUAGES.split(',').includes(code)) throw notFound();
    if (visit.session) await this.store.change(visit.session.id, (content) => ({ ...content, language: code }));
    else writeSessionCookie(reply, (await this.store.create({ language: code })).id);
    return new Redirect(ownPath(to));
  }
}

/** `## heading` begins a section; an empty line ends a paragraph. */
function sections(text: string): { heading: string | undefined; paragraphs: string[] }[] {
  return text.split(/^## /m).map((part, at) => {
    const [first = '', ...rest] = part.trim().split(/\n+/);
    return at === 0 && !text.startsWith('## ')
      ? { heading: undefined, paragraphs: [first, ...rest].filter((line) => line !== '') }
      : { heading: first, paragraphs: rest };
  });
}
