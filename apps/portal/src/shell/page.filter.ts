import { isTransient } from '#libs/http';
import { Log } from '#libs/telemetry';
import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblem, StillInWork } from '#libs/client';
import { newFormToken, saidIn } from '../session/form-token.js';
import type { Fields } from '../session/session.js';
import { AnswerPage } from './answer-page.js';
import { MakeVisit } from './make-visit.js';
import { homeOf } from './navigation.js';
import { Page, Redirect } from './page.js';
import { AskAgain, Elsewhere, formRefused, notFound, notTheirs, PageError, stillAtIt } from './refusals.js';
import { visitOf, type Visit } from './visit.js';

/** Draws the shared error pages, each under its own status. What it does not know tells a reference and nothing else. */
@Catch()
export class PageFilter implements ExceptionFilter {
  constructor(
    @Inject(AnswerPage) private readonly answer: AnswerPage,
    @Inject(MakeVisit) private readonly visits: MakeVisit,
    @Inject(Log) private readonly log: Log,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const visit = visitOf(request) ?? this.visits.nobody(request);
    void reply.send(this.answer.prepare(this.resultOf(error, request, visit), visit, reply));
  }

  private resultOf(error: unknown, request: FastifyRequest, visit: Visit): Page | Redirect {
    if (error instanceof Elsewhere) return new Redirect(error.to);
    const { status, key, places } = toPageError(error, request.method);
    const asked = error instanceof AskAgain ? error.fields : parkedFor(visit, request, status);
    if (asked) return askAgain(visit, request, asked);
    if (status === 403)
      this.log.warn({ requestId: request.id, code: key, method: request.method }, 'a page was refused');
    if (status >= 500) this.log.error({ requestId: request.id, err: error }, 'a page failed');
    return errorPage({ status, key, places: { ...places, reference: request.id } }, visit, request.url);
  }
}

/** Who may not even open their own home would be led back to the same page: they are told whom to ring, and may sign out. */
function errorPage(
  { status, key, places }: Pick<PageError, 'status' | 'key' | 'places'>,
  visit: Visit,
  url: string,
): Page {
  const { t, person } = visit;
  const refused = key === 'notAllowed';
  const isHome = refused && person !== undefined && url.split('?')[0] === homeOf(person.audience);
  const model = {
    paragraphs: t(`shell.errors.${key}.${isHome ? 'atHome' : 'text'}`, places).split('\n'),
    again: status === 409 || status >= 500,
    leave: refused,
    home: !isHome,
    path: url,
  };
  return new Page('shell/error', t(`shell.errors.${key}.title`, places), model, { status });
}

/** One button, and everything kept. */
function askAgain({ t, session }: Visit, { url }: FastifyRequest, fields: Fields): Page {
  const kept = Object.entries(saidIn(fields)).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: one })),
  );
  const model = { path: url, kept, token: newFormToken(session!.content, 'again') };
  return new Page('shell/ask-again', t('shell.askAgain.title'), model, { status: 403 });
}

/** What was typed before somebody signed in again, into a form whose address has no page of its own to show it on. */
function parkedFor({ person, session }: Visit, { method, url }: FastifyRequest, status: number): Fields | undefined {
  const parked = person && session?.content.parked;
  return status === 404 && method === 'GET' && parked?.path === url ? parked.fields : undefined;
}

/** What the APIs refuse is told in the portal's words: 404 and 403 alike, because a person may not know which it is. */
function toPageError(error: unknown, method: string): PageError {
  if (error instanceof PageError) return error;
  if (error instanceof AskAgain) return formRefused();
  if (error instanceof HttpException && error.getStatus() === 404) return notFound();
  if (error instanceof StillInWork) return stillAtIt();
  // The portal's own database is away, as an app that is away is.
  if (!(error instanceof ApiProblem))
    return isTransient(error) ? new PageError(503, 'away') : new PageError(500, 'failed');
  switch (error.status) {
    // Somebody's own address, or a field that no page of ours sends: what a page asks of people it has checked itself.
    case 400:
      return method === 'POST' ? formRefused() : notFound();
    case 401:
    case 403:
      return notTheirs();
    case 404:
      return notFound();
    case 409:
    case 412:
      return new PageError(409, 'changed');
    case 410:
      return new PageError(410, 'gone');
    case 429:
      return new PageError(429, 'tooMany', { count: error.retryAfterSeconds ?? 60 });
    case 503:
      return new PageError(503, error.problem === 'outcome-unknown' ? 'uncertain' : 'away');
    default:
      return new PageError(500, 'failed');
  }
}
