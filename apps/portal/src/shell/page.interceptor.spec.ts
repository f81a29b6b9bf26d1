import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { lastValueFrom, of, throwError, type Observable } from 'rxjs';
import { LaterNotes } from '#libs/http';
import { createLog } from '#libs/telemetry';
import { visitOf } from '../testing/visit-of.js';
import { Page, Redirect } from './page.js';
import { PageInterceptor } from './page.interceptor.js';
import { rememberVisit } from './visit.js';

/** What became of a form, in order, when its handler ended so. */
async function became(
  handled: Observable<unknown>,
  { method = 'POST', form = true, fails = false } = {},
): Promise<string[]> {
  const { visit } = visitOf({}, { content: { parked: { path: '/p', fields: { typed: 'yes' }, at: Date.now() } } });
  if (!form) visit.formId = undefined;
  const done: string[] = [];
  const note = (what: string) => async (): Promise<void> => {
    if (visit.formId !== undefined) done.push(what);
    if (fails) throw new Error('Connection terminated');
  };
  const noted = Object.assign(visit, { giveFormBack: note('free'), formLedTo: (to: string) => note(`led to ${to}`)() });
  const request = { raw: {}, method, url: '/p' } as FastifyRequest;
  rememberVisit(request, noted);
  const notes = new LaterNotes(createLog({ app: 'spec', level: 'silent' }));
  type Answer = ConstructorParameters<typeof PageInterceptor>[0];
  const answer: Partial<Answer> = { prepare: () => `drawn, came back: ${visit.cameBack}` };
  const http = { getRequest: () => request, getResponse: () => ({}) };
  const context = { switchToHttp: () => http } as Partial<ExecutionContext> as ExecutionContext;
  try {
    const drawing = new PageInterceptor(answer as Answer, notes).intercept(context, { handle: () => handled });
    return [
      ...(await lastValueFrom(drawing).then(
        (text) => [text],
        (error: Error) => [`failed: ${error.message}`],
      )),
      ...done,
    ];
  } finally {
    notes.onModuleDestroy();
  }
}
const PAGE = of(new Page('resident/blocked', 'A title'));

describe('a form, after its handler', () => {
  it('that led on is remembered with where, and is not free', async () =>
    expect(await became(of(new Redirect('/done')))).toEqual(['drawn, came back: false', 'led to /done']));

  it('that was answered with a page changed nothing, and may be sent again', async () =>
    expect(await became(PAGE)).toEqual(['drawn, came back: false', 'free']));

  it('that failed may be sent again, and says what it failed of', async () =>
    expect(await became(throwError(() => new Error('away')))).toEqual(['failed: away', 'free']));

  it('decides the page by what became of it, and never by whether that could be noted', async () => {
    expect((await became(of(new Redirect('/done')), { fails: true }))[0]).toBe('drawn, came back: false');
    expect(
      (
        await became(
          throwError(() => new Error('away')),
          { fails: true },
        )
      )[0],
    ).toBe('failed: away');
  });
});

describe('a page that somebody comes to look at', () => {
  it('says once that what was typed before is there again', async () => {
    expect(await became(PAGE, { method: 'GET', form: false })).toEqual(['drawn, came back: true']);
    expect(await became(of(new Redirect('/p/next')), { method: 'GET', form: false })).toEqual([
      'drawn, came back: false',
    ]);
    expect((await became(PAGE))[0]).toBe('drawn, came back: false');
  });
});
