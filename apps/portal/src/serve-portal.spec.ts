import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Body, Get, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { newFormToken, sentBy } from './session/form-token.js';
import type { Fields, Person, Session } from './session/session.js';
import { SessionStore } from './session/session-store.js';
import { Download, Page, Redirect } from './shell/page.js';
import { Pages } from './shell/pages.js';
import { ThisVisit, type Visit } from './shell/visit.js';
import { openPortal, PUBLIC_URL, type PortalUnderTest } from './testing/portal-under-test.js';
import { sendProblem, startStandInBroker, type StandInBroker } from '#libs/testing';

const MARGARET: Person = { audience: 'resident', sub: 'margaret' };
const LUND: Person = { audience: 'practitioner', sub: 'lund' };

/** A page of nothing, one that asks the broker, one that fails, a form, and something to save. */
@Pages('resident', 'resident/spec')
class SpecPages {
  @Get('plain')
  plain(@ThisVisit() { t }: Visit): Page {
    return new Page('shell/signed-out', t('shell.signedOut.title'));
  }

  @Get('asking')
  async asking(@ThisVisit() { broker }: Visit, @Query('status') status: string): Promise<Page> {
    await broker.get('/api/consent/v1/residents/{id}/sign-ins', { path: { id: status } });
    throw new Error('the broker refused nothing');
  }

  @Get('failing')
  failing(): never {
    throw new Error('with margaret in it');
  }

  @Get('nothing')
  nothing(): string {
    return 'no page';
  }

  @Get('form')
  async form(@ThisVisit() visit: Visit, @Req() request: FastifyRequest): Promise<Page> {
    const typed = await visit.typedBefore(request.url);
    return new Page('shell/signed-out', JSON.stringify({ typed, kept: visit.answers('spec') }));
  }

  @Post('form')
  async sent(@ThisVisit() visit: Visit, @Body() { _form: _token, ...fields }: Fields): Promise<Redirect> {
    await visit.keep('spec', fields);
    const path = { id: String(fields['answered'] ?? 200) };
    const header = { ...visit.once, 'If-Match': '*' };
    await visit.broker.patch('/api/consent/v1/directives/{id}', { path, header, body: fields });
    return new Redirect('/resident/spec/form');
  }

  @Get('receipt')
  receipt(): Download {
    return new Download('{"a":1}', 'application/json', 'receipt.json');
  }
}

describe('the portal', () => {
  let api: StandInBroker;
  let portal: PortalUnderTest;
  let margaret: Session;

  beforeAll(async () => {
    api = await startStandInBroker(({ url }, response) => {
      const status = Number(/\/(\d{3})(\/|$)/.exec(url)?.[1] ?? 200);
      if (status === 200) return void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      if (status === 429) response.setHeader('retry-after', '7');
      if (status === 408) return sendProblem(response, 409, 'idempotency-in-flight');
      sendProblem(response, status, 'forbidden', { detail: 'there are 3 of them' });
    });
    portal = await openPortal(api.url, [SpecPages]);
  });
  beforeEach(async () => {
    margaret = await portal.signIn(MARGARET);
    api.asked.length = 0;
  });
  afterAll(async () => {
    await portal.close();
    await api.stop();
  });

  const token = ({ content }: Session): string => newFormToken(content);
  const titleOf = (html: string): string => /<h1[^>]*>([^]*?)<\/h1>/.exec(html)![1]!.trim();
  /** What a page shows with quotes as they were. */
  const shown = (html: string): string => titleOf(html).replaceAll('&quot;', '"');

  describe('to whom it belongs', () => {
    it('sends whoever is not signed in to the right door, with the place kept', async () => {
      const answer = await portal.get('/resident/spec/plain?a=b');
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        '/sign-in/resident/again?to=%2Fresident%2Fspec%2Fplain%3Fa%3Db',
      ]);
    });

    it('tells a practitioner nothing of a resident’s pages but that they are not theirs', async () => {
      const lund = await portal.signIn(LUND);
      const [there, nowhere] = [await portal.get('/resident/spec/plain', lund), await portal.get('/nowhere', lund)];
      expect([there.status, nowhere.status]).toEqual([403, 404]);
      expect(titleOf(await there.text())).toBe('You do not have access');
    });

    it('asks the broker with the person’s own token alone', async () => {
      await portal.get('/resident/spec/asking?status=200', margaret);
      expect(api.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-of-margaret']);
    });
  });

  describe('says what went wrong under its own status', () => {
    it.each([
      [400, 404, 'Page not found'],
      [401, 403, 'You do not have access'],
      [403, 403, 'You do not have access'],
      [404, 404, 'Page not found'],
      // An earlier try may be in work.
      [408, 409, 'We are still at it'],
      [409, 409, 'Someone changed this first'],
      [410, 410, 'This is over'],
      [412, 409, 'Someone changed this first'],
      [429, 429, 'Too many tries'],
      [500, 500, 'Sorry, there is a problem'],
      [502, 500, 'Sorry, there is a problem'],
      [503, 503, 'Sorry, the service is not available'],
    ])('when an app answers %d: %d', async (told, status, title) => {
      const answer = await portal.get(`/resident/spec/asking?status=${told}`, margaret);
      const html = await answer.text();
      expect([answer.status, titleOf(html)]).toEqual([status, title]);
      // What an app says of the reason is for its caller, not for the page.
      expect(html).not.toContain('there are 3');
    });

    it.each([
      ['the portal’s own database is away', '57P03', 503, 'Sorry, the service is not available'],
      ['anything else is the matter with it', '42P01', 500, 'Sorry, there is a problem'],
    ])('when %s', async (_what, code, status, title) => {
      class AwayStore extends SessionStore {
        override find(): Promise<never> {
          return Promise.reject(Object.assign(new Error('the database system is starting up'), { code }));
        }
      }
      const away = await openPortal(api.url, [SpecPages], { store: AwayStore });
      const answer = await away.get('/resident/spec/plain', margaret);
      expect([answer.status, titleOf(await answer.text())]).toEqual([status, title]);
      await away.close();
    });

    it('and of what it does not know tells a reference that stands in the log, and nothing else', async () => {
      for (const path of ['failing', 'nothing']) {
        portal.lines.length = 0;
        const answer = await portal.get(`/resident/spec/${path}`, margaret);
        const html = await answer.text();
        const [, reference] = /tell us this reference: ([\w-]+)/.exec(html)!;
        expect([answer.status, html.includes('margaret in it')]).toEqual([500, false]);
        expect(portal.lines.some((line) => line.includes(reference!) && line.includes('a page failed'))).toBe(true);
      }
    });

    it('where there is no page, whoever asks and however', async () => {
      for (const path of ['/nowhere', '/resident/nowhere', '/assets/nowhere.css', '/sign-in/nobody', '/%E0'])
        expect([path, (await portal.get(path, margaret)).status]).toEqual([path, path === '/%E0' ? 400 : 404]);
    });
  });

  describe('takes a form', () => {
    it('of its own origin, of this session, once, and hands its id on', async () => {
      const fields = { _form: token(margaret), name: 'Hale' };
      const answer = await portal.send('/resident/spec/form', fields, margaret);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/resident/spec/form']);
      expect(api.asked).toMatchObject([
        {
          body: '{"name":"Hale"}',
          headers: { 'idempotency-key': sentBy(fields._form.split('.')[0]!, '/resident/spec/form', fields) },
        },
      ]);
      const again = await portal.send('/resident/spec/form', fields, margaret);
      expect([again.status, again.headers.get('location')]).toEqual([303, '/resident/spec/form']);
      expect(api.asked).toHaveLength(1);
      const page = await (await portal.get('/resident/spec/form', margaret)).text();
      expect(shown(page)).toContain('{"kept":{"name":"Hale"}}');
    });

    it.each([
      ['without a token', ''],
      ['with a token of somebody else', newFormToken({ formKey: 'another' })],
    ])('but none %s', async (_what, forged) => {
      const answer = await portal.send('/resident/spec/form', { _form: forged, name: 'x' }, margaret);
      expect([answer.status, titleOf(await answer.text())]).toEqual([403, 'We could not take this form']);
      expect(api.asked).toEqual([]);
    });

    it('but none with what no page of ours sends, which an app cannot take', async () => {
      const answer = await portal.send('/resident/spec/form', { _form: token(margaret), answered: '400' }, margaret);
      expect([answer.status, titleOf(await answer.text())]).toEqual([403, 'We could not take this form']);
    });

    it('that came when the session had expired after signing in again: nothing typed is lost, and it is told once', async () => {
      await portal.age(margaret.id, { used: 31 });
      const late = await portal.send('/resident/spec/form', { _form: token(margaret), name: 'Hale' }, margaret);
      expect([late.status, late.headers.get('location')]).toEqual([
        303,
        '/sign-in/resident/again?to=%2Fresident%2Fspec%2Fform',
      ]);
      expect(api.asked).toEqual([]);
      const { parked } = (await portal.store.find(margaret.id))!.content;
      expect(parked).toMatchObject({ path: '/resident/spec/form', fields: { name: 'Hale' }, sub: 'margaret' });
      const back = await portal.signIn(MARGARET, { parked: parked! });
      expect(shown(await (await portal.get('/resident/spec/form', back)).text())).toContain('{"typed":{"name":"Hale"}');
      expect(shown(await (await portal.get('/resident/spec/form', back)).text())).not.toContain('Hale');
    });
  });

  describe('tells browsers', () => {
    it('to run nothing but its own script, to show it in no frame, and to keep no page', async () => {
      const answer = await portal.get('/help');
      const html = await answer.text();
      const [, nonce] = /script-src 'nonce-([^']+)' 'self'/.exec(answer.headers.get('content-security-policy')!)!;
      expect(html.match(/<script(?![^>]*nonce="([^"]+)")/g)).toBeNull();
      expect(html).toContain(`nonce="${nonce}"`);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
      });
      const other = await portal.get('/help');
      expect(other.headers.get('content-security-policy')).not.toContain(nonce!);
    });

    it('to keep style and script for good, compressed', async () => {
      const html = await (await portal.get('/')).text();
      for (const [path] of html.matchAll(/\/assets\/[\w.]+(?=")/g)) {
        const answer = await portal.get(path, undefined, { 'accept-encoding': 'br' });
        expect([path, answer.status, answer.headers.get('content-encoding')]).toEqual([path, 200, 'br']);
        expect(answer.headers.get('cache-control')).toContain('immutable');
      }
    });

    it('to save a receipt under its name', async () => {
      const answer = await portal.get('/resident/spec/receipt', margaret);
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="receipt.json"');
      expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
        'application/json; charset=utf-8',
        '{"a":1}',
      ]);
    });

    it('the session’s id in a cookie that no script and no other host can read', async () => {
      const answer = await portal.get('/language/en-XA?to=/help');
      expect(answer.headers.get('set-cookie')).toMatch(
        /^__Host-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
      );
      expect(answer.headers.get('location')).toBe('/help');
      const away = await portal.get('/language/en?to=//elsewhere.example');
      expect(away.headers.get('location')).toBe('/');
      expect((await portal.get('/language/xx')).status).toBe(404);
    });
  });

  describe('lets go', () => {
    it.each(['/exit', '/sign-out'])('at %s: the session is over at once, whatever the issuer does', async (path) => {
      const answer =
        path === '/exit'
          ? await portal.get(path, margaret)
          : await portal.send(path, { _form: token(margaret) }, margaret);
      expect([answer.status, new URL(answer.headers.get('location')!, PUBLIC_URL).hostname]).toEqual([
        303,
        path === '/exit' ? 'www.bbc.co.uk' : 'portal.example',
      ]);
      expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
      expect(await portal.store.find(margaret.id)).toBeUndefined();
      expect((await portal.get('/resident/spec/plain', margaret)).status).toBe(303);
    });
  });

  it('says that it cannot sign anybody in while the issuer is away', async () => {
    const answer = await portal.get('/sign-in/resident');
    expect([answer.status, titleOf(await answer.text())]).toEqual([503, 'Sorry, the service is not available']);
  });

  it('logs no name, cookie, token or field of a form', async () => {
    await portal.send('/resident/spec/form', { _form: token(margaret), name: 'Hale-of-the-form' }, margaret);
    const all = portal.lines.join('\n');
    for (const secret of [margaret.id, margaret.content.formKey, 'token-of-margaret', 'Hale-of-the-form'])
      expect(all.includes(secret)).toBe(false);
  });
});
