import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Get, type Type } from '@nestjs/common';
import { newFormToken } from '../session/form-token.js';
import type { Session } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Pages } from '../shell/pages.js';
import { openPortal, PUBLIC_URL, type PortalUnderTest } from '../testing/portal-under-test.js';
import { startRememberingIssuer, type RememberingIssuer } from '../testing/remembering-issuer.js';
import { BelievingIssuers, UnaskingIssuers } from './faults/silent-issuers.js';
import { Issuers } from '../session/issuers.js';

const OWN_PAGE = '/resident/spec/own';

@Pages('resident', 'resident/spec')
class OwnPage {
  @Get('own')
  show(): Page {
    return new Page('shell/signed-out', 'Hers');
  }
}

type End = (portal: PortalUnderTest, session: Session) => Promise<unknown>;

/** Every way in which a session ends, with its cookie kept or not. */
const ENDS: readonly (readonly [how: string, end: End, cookie: 'kept' | 'gone'])[] = [
  ['an exit', (portal, session) => portal.get('/exit', session), 'gone'],
  ['an exit whose answer was lost', (portal, session) => portal.get('/exit', session), 'kept'],
  ['half an hour unused', (portal, { id }) => portal.age(id, { used: 31 }), 'kept'],
  ['half a day', (portal, { id }) => portal.age(id, { created: 12 * 60 + 1 }), 'kept'],
  [
    'a day, after which it is swept away',
    async (portal, { id }) => [await portal.age(id, { created: 26 * 60 }), await portal.store.removeOld()],
    'kept',
  ],
  [
    'signing out while the issuer is there, which the browser does not reach',
    (portal, session) => portal.send('/sign-out', { _form: newFormToken(session.content) }, session),
    'gone',
  ],
  ['the sessions being emptied', (portal) => portal.pool.query('DELETE FROM portal.session'), 'kept'],
  ['the browser losing its cookie', async () => undefined, 'gone'],
  [
    'the issuer refusing to renew',
    (portal, { id }) =>
      portal.store.change(id, (content) => ({ ...content, tokens: { ...content.tokens!, expiresAt: 0 } })),
    'kept',
  ],
];

describe('whoever comes after a session has ended', () => {
  let issuer: RememberingIssuer;
  let portal: PortalUnderTest;
  beforeEach(async () => {
    issuer = await startRememberingIssuer();
  });
  afterEach(async () => {
    await portal.close();
    await issuer.stop();
  });

  const open = async (issuers: Type<Issuers> = Issuers): Promise<void> => {
    portal = await openPortal('http://127.0.0.1:1', [OwnPage], { issuer: issuer.url, issuers });
  };
  const cookieOf = async (answer: Response): Promise<Session | undefined> => {
    const [, id] = /__Host-session=([\w-]{43})/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
    return id === undefined ? undefined : portal.store.find(id);
  };
  const begin = async (session?: Session): Promise<{ asked: URL; waiting: Session }> => {
    const answer = await portal.get(`/sign-in/resident?to=${OWN_PAGE}`, session);
    return { asked: new URL(answer.headers.get('location')!), waiting: (await cookieOf(answer))! };
  };
  const comeBack = (url: URL, waiting: Session): Promise<Response> => portal.get(url.pathname + url.search, waiting);
  const signIn = async (): Promise<Session> => {
    const { asked, waiting } = await begin();
    const answer = await comeBack(issuer.signIn(asked, 'margaret'), waiting);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, OWN_PAGE]);
    issuer.age(1);
    return (await cookieOf(answer))!;
  };
  /** The status of her page for whoever comes after that end and does nothing but follow; undefined where a person is asked. */
  const followed = async ([, end, cookie]: (typeof ENDS)[number]): Promise<number | undefined> => {
    const session = await signIn();
    await end(portal, session);
    const kept = cookie === 'kept' ? session : undefined;
    const first = await portal.get(OWN_PAGE, kept);
    expect([first.status, first.headers.get('location')]).toEqual([
      303,
      `/sign-in/resident/again?to=${encodeURIComponent(OWN_PAGE)}`,
    ]);
    const between = await portal.get(first.headers.get('location')!, kept);
    const html = await between.text();
    expect([between.status, html.includes('margaret')]).toEqual([200, false]);
    const { asked, waiting } = await begin(kept);
    const back = issuer.silently(asked);
    if (back === undefined) return undefined;
    const answer = await comeBack(back, waiting);
    return (await portal.get(OWN_PAGE, (await cookieOf(answer)) ?? waiting)).status;
  };

  it('by whatever way is asked who they are', async () => {
    await open();
    for (const end of ENDS) expect([end[0], await followed(end)]).toEqual([end[0], undefined]);
  });

  it('by whatever way is not believed, where the issuer asks nobody', async () => {
    await open();
    issuer.ignorePrompts();
    for (const end of ENDS) expect([end[0], await followed(end)]).toEqual([end[0], 303]);
  });

  it('is not believed where the issuer does not say when it asked', async () => {
    await open();
    await signIn();
    issuer.tellNoTime();
    const { asked, waiting } = await begin();
    const answer = await comeBack(issuer.signIn(asked, 'margaret'), waiting);
    expect([answer.status, await cookieOf(answer)]).toEqual([400, undefined]);
    expect(await answer.text()).toContain('nobody asked you who you are');
  });

  it('cannot finish a sign-in that was begun too long ago', async () => {
    await open();
    const { asked, waiting } = await begin();
    await portal.age(waiting.id, { used: 31 });
    expect((await comeBack(issuer.signIn(asked, 'margaret'), waiting)).status).toBe(400);
  });

  it('comes in when it is them, to where they were going', async () => {
    await open();
    const session = await signIn();
    await portal.get('/exit', session);
    expect((await portal.get(OWN_PAGE, await signIn())).status).toBe(200);
  });

  describe('is let in by a fault', () => {
    it('which asks the issuer for nothing', async () => {
      await open(UnaskingIssuers);
      expect(await followed(ENDS[0]!)).toBe(200);
    });

    it('which believes the issuer', async () => {
      await open(BelievingIssuers);
      expect(await followed(ENDS[0]!)).toBeUndefined();
      issuer.ignorePrompts();
      expect(await followed(ENDS[0]!)).toBe(200);
    });
  });

  describe('signing out', () => {
    const out = async (session: Session): Promise<URL> => {
      const answer = await portal.send('/sign-out', { _form: newFormToken(session.content) }, session);
      expect(await portal.store.find(session.id)).toBeUndefined();
      return new URL(answer.headers.get('location')!, PUBLIC_URL);
    };

    it('ends at the issuer, too, while it is there', async () => {
      await open();
      expect((await out(await signIn())).href).toContain(`${issuer.url}/end?`);
    });

    it('works with an issuer that has been there and is away: nobody is sent to a page that does not answer', async () => {
      await open();
      const session = await signIn();
      await issuer.stop();
      expect((await out(session)).href).toBe(`${PUBLIC_URL}/signed-out`);
    });
  });
});
