import { createHash, createPublicKey, generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import jsonwebtoken, { type JwtPayload } from 'jsonwebtoken';
import { readConfig, type RunningApp } from '#libs/http';
import { IdentityConfig } from '../config.js';
import { serveIdentity } from '../serve-identity.js';
import { Browser } from '../testing/browser.js';

const ISSUER = 'http://127.0.0.1:19872';
const PORTAL = 'http://127.0.0.1:19800';
const RETURN = `${PORTAL}/sign-in/return`;
const SECRET = 'a-portal-secret-of-this-spec';

interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

describe('sign-in through a browser', () => {
  const dir = mkdtempSync(join(tmpdir(), 'code-flow-'));
  const verifier = randomBytes(32).toString('base64url');
  let identity: RunningApp;
  let browser: Browser;

  function config(more: Record<string, string> = {}): IdentityConfig {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    const write = (name: string, content: string): string => {
      writeFileSync(join(dir, name), content);
      return join(dir, name);
    };
    return readConfig(IdentityConfig, {
      PORT: '19872',
      LOG_LEVEL: 'silent',
      DRAIN_MS: '0',
      ISSUER,
      SIGNING_KEY_FILE: write('keys.json', JSON.stringify({ keys: [{ ...key, kid: 'k1', use: 'sig', alg: 'ES256' }] })),
      DIRECTORY_FILE: 'demo/people.json',
      SYSTEM_SECRET_FILE: write('system.secret', 'another\n'),
      PORTAL_URL: PORTAL,
      PORTAL_SECRET_FILE: write('portal.secret', `${SECRET}\n`),
      ...more,
    });
  }

  function authorizeUrl(more: Record<string, string | undefined> = {}): string {
    const params = {
      client_id: 'portal',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: RETURN,
      state: 'a-state',
      nonce: 'a-nonce',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    };
    const given = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `${ISSUER}/auth?${new URLSearchParams(given).toString()}`;
  }

  /** Asks to sign in; answers with the address of the page on which to choose, or of the portal. */
  async function ask(more: Record<string, string | undefined> = {}): Promise<URL> {
    return new URL((await browser.get(authorizeUrl(more))).headers.get('location')!, ISSUER);
  }

  async function choose(page: URL, person: string): Promise<URL> {
    const last = await browser.follow(await browser.post(page.href, { person }), ISSUER);
    return new URL(last.headers.get('location')!);
  }

  function redeem(form: Record<string, string>, secret = SECRET): Promise<Response> {
    const body = new URLSearchParams({ ...form, client_id: 'portal', client_secret: secret });
    return fetch(`${ISSUER}/token`, { method: 'POST', body });
  }

  function redeemCode(back: URL, more: Record<string, string> = {}): Promise<Response> {
    const code = back.searchParams.get('code')!;
    const form = { grant_type: 'authorization_code', code, redirect_uri: RETURN, code_verifier: verifier };
    return redeem({ ...form, ...more });
  }

  async function signIn(person: string, more: Record<string, string> = {}): Promise<Tokens> {
    const answer = await redeemCode(await choose(await ask(more), person));
    expect(answer.status).toBe(200);
    return (await answer.json()) as Tokens;
  }

  async function verified(token: string, audience: string): Promise<JwtPayload> {
    const { keys } = (await (await fetch(`${ISSUER}/jwks`)).json()) as { keys: (JsonWebKey & { kid: string })[] };
    const kid = jsonwebtoken.decode(token, { complete: true })!.header.kid;
    const key = createPublicKey({ key: keys.find((each) => each.kid === kid)!, format: 'jwk' });
    return jsonwebtoken.verify(token, key, { algorithms: ['ES256'], issuer: ISSUER, audience }) as JwtPayload;
  }

  beforeAll(async () => {
    identity = await serveIdentity(config());
  });
  beforeEach(() => {
    browser = new Browser();
  });
  afterAll(async () => {
    await identity.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('gives tokens that the apps accept to whoever is chosen, with no further question', async () => {
    const back = await choose(await ask({ audience_kind: 'resident' }), 'margaret');
    expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([RETURN, 'a-state']);
    const tokens = (await (await redeemCode(back)).json()) as Tokens;
    expect(tokens.expires_in).toBe(3_600);
    const access = await verified(tokens.access_token, 'consent-broker');
    expect(access).toMatchObject({ sub: 'margaret', kind: 'resident', client_id: 'portal' });
    expect(access.exp! - access.iat!).toBe(3_600);
    expect(await verified(tokens.id_token, 'portal')).toMatchObject({ sub: 'margaret', nonce: 'a-nonce' });
  });

  it('redeems a code once, with its verifier and the portal’s secret alone', async () => {
    const back = await choose(await ask(), 'brandt');
    expect((await redeem({ grant_type: 'authorization_code', code: 'x' }, 'wrong')).status).toBe(401);
    expect((await redeemCode(back, { code_verifier: 'y'.repeat(43) })).status).toBe(400);
    const again = await choose(await ask({ prompt: 'login' }), 'brandt');
    expect((await redeemCode(again)).status).toBe(200);
    expect((await redeemCode(again)).status).toBe(400);
  });

  it('refreshes with a new refresh token each time; one used twice ends them all', async () => {
    const first = await signIn('osei');
    const form = (token: string) => ({ grant_type: 'refresh_token', refresh_token: token });
    const second = (await (await redeem(form(first.refresh_token))).json()) as Tokens;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await verified(second.access_token, 'consent-broker')).toMatchObject({ sub: 'osei', kind: 'practitioner' });
    expect((await redeem(form(first.refresh_token))).status).toBe(400);
    expect((await redeem(form(second.refresh_token))).status).toBe(400);
  });

  it.each([
    ['another return address', { redirect_uri: `${PORTAL}/elsewhere` }],
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
    ['PKCE in the clear', { code_challenge_method: 'plain' }],
    ['a kind that is none', { audience_kind: 'system' }],
    ['a token instead of a code', { response_type: 'id_token' }],
  ])('refuses %s', async (_what, more: Record<string, string | undefined>) => {
    const answer = await browser.get(authorizeUrl(more));
    const target = answer.headers.get('location');
    if (target === null) {
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      return;
    }
    expect(target.startsWith(RETURN)).toBe(true);
    expect(target).toMatch(/[?#&]error=(invalid_request|unsupported_response_type|unauthorized_client)\b/);
  });

  it('lists whom the door is for, and never a system', async () => {
    const listed = async (more: Record<string, string>): Promise<string[]> => {
      const html = await (await browser.get((await ask(more)).href)).text();
      return [...html.matchAll(/type="radio" name="person" id="[^"]+" value="([^"]+)"/g)].map(([, key]) => key!);
    };
    const [residents, staff, all] = [
      await listed({ audience_kind: 'resident' }),
      await listed({ audience_kind: 'staff' }),
      await listed({}),
    ];
    expect(residents).toContain('margaret');
    expect(staff).toEqual(expect.arrayContaining(['adeyemi', 'marsh']));
    expect(residents.filter((key) => staff.includes(key))).toEqual([]);
    expect(all.sort()).toEqual([...residents, ...staff].sort());
    expect(all).not.toContain('nm-acute');
  });

  it.each(['nm-acute', 'nobody', 'brandt', ''])('does not take %j at the door for residents', async (person) => {
    const page = await ask({ audience_kind: 'resident' });
    const answer = await browser.post(page.href, { person });
    expect([answer.status, answer.headers.get('location')]).toEqual([422, null]);
    expect(await answer.text()).toContain('<title>Error: ');
    expect(await choose(page, 'yusuf')).toMatchObject({ origin: PORTAL });
  });

  it('shows a page for everybody: one heading, a label for each choice, no script, nothing from elsewhere', async () => {
    const answer = await browser.get((await ask()).href);
    const html = await answer.text();
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain('width=device-width');
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain('for development only');
    expect(html).not.toMatch(/<script|https?:|url\(|@import/);
    for (const [, id] of html.matchAll(/<input type="radio"[^>]* id="([^"]+)"/g)) expect(html).toContain(`for="${id}"`);
    const policy = answer.headers.get('content-security-policy')!;
    const style = createHash('sha256')
      .update(/<style>([^]*)<\/style>/.exec(html)![1]!)
      .digest('base64');
    expect(policy).toContain(`default-src 'none'; style-src 'sha256-${style}'`);
    expect(policy).toContain(`form-action 'self' ${PORTAL};`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('asks nobody twice, but a resident again at the door for staff', async () => {
    await signIn('margaret', { audience_kind: 'resident' });
    expect((await ask({ audience_kind: 'resident' })).origin).toBe(PORTAL);
    const tokens = await signIn('pell', { audience_kind: 'staff' });
    expect(await verified(tokens.access_token, 'consent-broker')).toMatchObject({ sub: 'pell' });
    expect((await ask({ audience_kind: 'staff' })).origin).toBe(PORTAL);
  });

  it('asks again whoever is signed in where the portal wants it, and says when it did', async () => {
    await signIn('margaret');
    const before = Math.floor(Date.now() / 1000);
    const { id_token: id } = await signIn('margaret', { prompt: 'login', max_age: '0' });
    expect((await verified(id, 'portal'))['auth_time']).toBeGreaterThanOrEqual(before);
  });

  it('signs out at once with the portal’s ID token; its refresh tokens end with it', async () => {
    const tokens = await signIn('margaret');
    const query = { id_token_hint: tokens.id_token, post_logout_redirect_uri: `${PORTAL}/signed-out`, state: 's' };
    const answer = await browser.get(`${ISSUER}/session/end?${new URLSearchParams(query).toString()}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PORTAL}/signed-out?state=s`]);
    expect((await ask()).pathname).toMatch(/^\/interaction\//);
    const refreshed = await redeem({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    expect(refreshed.status).toBe(400);
  });

  it('asks before it signs out whoever comes without one', async () => {
    await signIn('margaret');
    const html = await (await browser.get(`${ISSUER}/session/end`)).text();
    expect(html).toContain('Sign out</button>');
    expect((await ask()).origin).toBe(PORTAL);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)![1]!;
    const end = await browser.post(`${ISSUER}/session/end/confirm`, { xsrf, logout: 'yes' });
    expect(await (await browser.follow(end, ISSUER)).text()).toContain('You have signed out');
    expect((await ask()).pathname).toMatch(/^\/interaction\//);
  });

  it('says in plain words when a sign-in was begun too long ago', async () => {
    const answer = await browser.get(`${ISSUER}/interaction/never-begun`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('start again');
  });

  it('knows no portal where none is set, and takes no half of its settings', async () => {
    const { PORTAL_URL: _url, PORTAL_SECRET_FILE: _file, ...rest } = config();
    await expect(serveIdentity({ ...rest, PORTAL_URL: PORTAL } as IdentityConfig)).rejects.toThrow(/go together/);
    // At a port of its own: this process's connections to the first one's would meet whoever listens there next.
    const alone = await serveIdentity({ ...rest, PORT: 0 } as IdentityConfig);
    try {
      expect((await browser.get(authorizeUrl().replace(ISSUER, alone.url))).status).toBe(400);
    } finally {
      await alone.stop();
    }
  });
});
