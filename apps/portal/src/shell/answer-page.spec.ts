import { describe, expect, it } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { PortalConfig } from '../config.js';
import { visitOf } from '../testing/visit-of.js';
import { AnswerPage } from './answer-page.js';
import { Download, Page, Redirect } from './page.js';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function answer(result: unknown, issuers = ['https://nhs.example/oidc', 'https://staff.example']): Answer {
  let status = 200;
  const headers: Record<string, string> = {};
  const reply = {
    headers: (more: object) => (Object.assign(headers, more), reply),
    header: (name: string, value: string) => ((headers[name] = value), reply),
    code: (code: number) => ((status = code), reply),
  };
  type Renderer = ConstructorParameters<typeof AnswerPage>[0];
  const renderer: Partial<Renderer> = {
    draw: (page, _visit, nonce) => `<p>${page.title}</p><script nonce="${nonce}">`,
  };
  const [OIDC_ISSUER_RESIDENT, OIDC_ISSUER_STAFF] = issuers;
  const config = Object.assign(new PortalConfig(), { OIDC_ISSUER_RESIDENT, OIDC_ISSUER_STAFF });
  const pages = new AnswerPage(renderer as Renderer, config);
  const body = pages.prepare(result, visitOf().visit, reply as Partial<FastifyReply> as FastifyReply);
  return { status, headers, body };
}
const policyOf = ({ headers }: Answer): string => headers['content-security-policy']!;

describe('an answer with a page', () => {
  it('is its own status, of a nonce that nobody can guess, in no frame', () => {
    const [one, other] = [answer(new Page('t', 'One', {}, { status: 422 })), answer(new Page('t', 'Other'))];
    expect([one.status, other.status]).toEqual([422, 200]);
    const nonces = [one, other].map((page) => /'nonce-([^']+)'/.exec(policyOf(page))![1]!);
    expect(new Set(nonces).size).toBe(2);
    expect(one.body).toContain(`nonce="${nonces[0]}"`);
    expect(policyOf(one)).toContain("frame-ancestors 'none'");
    expect(one.headers['x-frame-options']).toBe('DENY');
  });

  it('lets forms go to this portal and where people sign in, by origin and each once', () => {
    const forms = (...issuers: string[]): string =>
      /form-action ([^;]*)/.exec(policyOf(answer(new Page('t', 'One'), issuers)))![1]!;
    expect(forms('https://nhs.example/oidc', 'https://staff.example')).toBe(
      "'self' https://nhs.example https://staff.example",
    );
    expect(forms('https://one.example/a', 'https://one.example/b')).toBe("'self' https://one.example");
  });

  it('has the headers that its page asks for, and none that would open it', () => {
    const { headers } = answer(
      new Page('t', 'One', {}, { headers: { refresh: '2', 'content-security-policy': 'none' } }),
    );
    expect(headers['refresh']).toBe('2');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });
});

describe('every answer', () => {
  it.each([
    ['a page', new Page('t', 'One')],
    ['a way on', new Redirect('/resident')],
    ['something to keep', new Download('text', 'text/plain', 'a.txt')],
  ])(
    'is kept by no cache, tells no other place where one was, and says how long the APIs took: %s',
    (_what, result) => {
      expect(answer(result).headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'same-origin',
        'server-timing': 'api;dur=0.0',
      });
    },
  );

  it('after a form is a way on that no browser sends again', () =>
    expect(answer(new Redirect('/resident/choices/1/done'))).toMatchObject({
      ...{ status: 303, body: '' },
      headers: { location: '/resident/choices/1/done' },
    }));

  it('to keep is a file of its name, never shown in the page', () =>
    expect(answer(new Download('{}', 'application/json', 'sharing-1.json'))).toMatchObject({
      body: '{}',
      headers: { 'content-type': 'application/json', 'content-disposition': 'attachment; filename="sharing-1.json"' },
    }));

  it.each([undefined, 'html', {}, null])(
    'of a handler that returns no page is a fault, and nothing is drawn: %j',
    (result) => expect(() => answer(result)).toThrow('something else than a page'),
  );
});
