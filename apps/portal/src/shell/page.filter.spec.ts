import { describe, expect, it } from '@jest/globals';
import { NotFoundException, type ArgumentsHost } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiProblem, StillInWork } from '#libs/client';
import { createLog } from '#libs/telemetry';
import type { SessionContent } from '../session/session.js';
import { visitOf } from '../testing/visit-of.js';
import { Page, Redirect } from './page.js';
import { PageFilter } from './page.filter.js';
import { AskAgain, Elsewhere, formRefused, notTheirs, PageError, signInFirst } from './refusals.js';
import { rememberVisit, type Visit } from './visit.js';

interface Drawn {
  readonly result: Page | Redirect;
  readonly lines: readonly string[];
}

/** What the filter makes of an error, and what it logged. */
function drawn(
  error: unknown,
  { method = 'GET', url = '/resident/refuse', content = {} as Partial<SessionContent> } = {},
): Drawn {
  const lines: string[] = [];
  const results: (Page | Redirect)[] = [];
  const log = createLog({ app: 'spec', level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const { visit } = visitOf({}, { content });
  const request = { raw: {}, method, url, id: 'request-1' } as FastifyRequest;
  rememberVisit(request, visit);
  const answer = { prepare: (result: Page | Redirect) => `drawn ${results.push(result)}` };
  const http = { getRequest: () => request, getResponse: () => ({ send: () => undefined }) };
  const nobody = { nobody: (): Visit => visit };
  type Parts = ConstructorParameters<typeof PageFilter>;
  new PageFilter(answer as Partial<Parts[0]> as Parts[0], nobody as Partial<Parts[1]> as Parts[1], log).catch(error, {
    switchToHttp: () => http,
  } as ArgumentsHost);
  return { result: results[0]!, lines };
}
function told(error: unknown, more: object = {}): unknown[] {
  const { result } = drawn(error, more) as { result: Page };
  return [result.options.status, result.title];
}
const problem = (status: number, name = 'x', retryAfter?: number): ApiProblem =>
  new ApiProblem(status, name, {}, retryAfter);

describe('what a page says went wrong', () => {
  it('is the same where the API finds nothing as where nothing is', () => {
    expect(told(problem(404))).toEqual(told(new NotFoundException()));
    expect(told(problem(404))).toEqual([404, 'Page not found']);
  });

  it('is the same where a person may not as where they are not let in', () => {
    expect(told(problem(403))).toEqual(told(problem(401)));
    expect(told(problem(403))).toEqual(told(notTheirs()));
  });

  it.each([
    [400, 'GET', 404],
    [400, 'POST', 403],
    [409, 'POST', 409],
    [412, 'POST', 409],
    [410, 'GET', 410],
    [429, 'POST', 429],
    [503, 'GET', 503],
    [422, 'POST', 500],
    [500, 'GET', 500],
  ])('of an API’s %d at a %s is a %d', (status, method, shown) =>
    expect(told(problem(status), { method })[0]).toBe(shown),
  );

  it('is never that nothing happened, where nobody knows whether it did', () => {
    const [uncertain, away] = ['outcome-unknown', 'unavailable'].map((name) =>
      told(problem(503, name), { method: 'POST' }),
    );
    expect(uncertain![1]).not.toBe(away![1]);
    expect(told(new StillInWork())[0]).toBe(409);
  });

  it('is that the portal is away, where its own database is', () => {
    const lost = Object.assign(new Error('terminating connection'), { code: '57P01' });
    expect(told(lost)).toEqual(told(problem(503)));
    expect(told(new Error('a fault of ours'))[0]).toBe(500);
  });

  it('says after how many seconds to come again', () => {
    const text = (seconds?: number): string =>
      JSON.stringify((drawn(problem(429, 'too-many', seconds)).result as Page).model);
    expect([text(7), text()]).toEqual([expect.stringContaining('7 seconds'), expect.stringContaining('60 seconds')]);
  });

  it('quotes a reference and tells nothing of the fault; the log has where it was, and no words that could name somebody', () => {
    const { result, lines } = drawn(new Error('relation "portal.secret" does not exist'));
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(JSON.stringify(result)).toContain('request-1');
    expect(lines.join()).toMatch(/request-1.*page\.filter\.spec\.ts/);
    expect(lines.join()).not.toContain('secret');
  });

  it('logs of a refusal what it was and no address, which could name somebody', () => {
    const { lines } = drawn(notTheirs(), { url: '/practitioner/people/r5zjdwbt3h5rrokhsiakt7oc6u' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('notAllowed');
    expect(lines[0]).not.toContain('r5zjdw');
    expect(drawn(problem(404)).lines).toEqual([]);
  });

  it('offers to try again only what may go better then', () => {
    const again = (error: unknown): unknown => ((drawn(error).result as Page).model as { again: boolean }).again;
    expect([problem(409), problem(503), new Error()].map(again)).toEqual([true, true, true]);
    expect([problem(404), problem(403), problem(410), formRefused()].map(again)).toEqual([false, false, false, false]);
  });
});

describe('where somebody is led instead', () => {
  it('is to sign in, and back to where they were going', () =>
    expect(drawn(signInFirst('staff', '/officer/entries?kind=search&after=a b')).result).toEqual({
      to: '/sign-in/staff/again?to=%2Fofficer%2Fentries%3Fkind%3Dsearch%26after%3Da+b',
    }));

  it('is where the same form led the first time', () =>
    expect(drawn(new Elsewhere('/resident/choices/1/done')).result).toEqual({ to: '/resident/choices/1/done' }));
});

describe('a form that nothing says they sent', () => {
  const fields = { _form: 'a-token', what: ['a', 'b'], reason: 'typed' };
  const kept = [
    { name: 'what', value: 'a' },
    { name: 'what', value: 'b' },
    { name: 'reason', value: 'typed' },
  ];

  it('is asked for again with everything kept but its token, which is a new one', () => {
    const { result } = drawn(new AskAgain(fields), { method: 'POST' }) as { result: Page };
    expect(result).toMatchObject({
      template: 'shell/ask-again',
      options: { status: 403 },
      model: { path: '/resident/refuse', kept },
    });
    expect((result.model as { token: string }).token).toMatch(/^(?!a-token).+/);
  });

  const parked = { path: '/officer/stops/agency', fields, at: Date.now() };
  const at = (url: string, error: unknown, more: object = {}): string =>
    (drawn(error, { url, content: { parked }, ...more }).result as Page).template;

  it('and was parked at an address without a page, is asked for there and nowhere else', () => {
    expect(at('/officer/stops/agency', new NotFoundException())).toBe('shell/ask-again');
    expect(at('/officer/stops/category', new NotFoundException())).toBe('shell/error');
    expect(at('/officer/stops/agency', new NotFoundException(), { method: 'POST' })).toBe('shell/error');
    expect(at('/officer/stops/agency', new PageError(503, 'away'))).toBe('shell/error');
  });
});
