import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { LaterNotes, readConfig } from '#libs/http';
import { createLog } from '#libs/telemetry';
import { PortalConfig } from '../config.js';
import type { Session } from '../session/session.js';
import { Issuers } from '../session/issuers.js';
import { openSessions, type OpenSessions } from '../testing/open-sessions.js';
import { startRotatingIssuer, type RotatingIssuer } from '../testing/rotating-issuer.js';
import type { SessionStore } from '../session/session-store.js';
import { HastyNotes } from './faults/hasty-notes.js';
import { MakeVisit } from './make-visit.js';
import { Texts } from '../words/texts.js';

const MINUTE = 60_000;

describe('who is asking', () => {
  const folder = mkdtempSync(join(tmpdir(), 'make-visit-'));
  const secret = join(folder, 'secret');
  const texts = new Texts(['en', 'en-XA']);
  let sessions: OpenSessions;
  let issuer: RotatingIssuer;
  let visits: MakeVisit;
  const open: LaterNotes[] = [];

  beforeAll(async () => {
    writeFileSync(secret, 'a-secret');
    sessions = await openSessions();
  });
  beforeEach(async () => {
    issuer = await startRotatingIssuer('refresh-0');
    // Each has its own, as the portal's processes have.
    visits = newProcess();
  });
  afterEach(async () => {
    for (const notes of open.splice(0)) notes.onModuleDestroy();
    await issuer.stop();
  });
  afterAll(async () => {
    await sessions.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function newProcess(store = sessions.store, Notes = LaterNotes): MakeVisit {
    const config = readConfig(PortalConfig, {
      PORT: '0',
      DATABASE_URL: sessions.database.urlFor('portal_app'),
      SESSION_KEY_FILE: secret,
      CLIENT_SECRET_FILE: secret,
      API_URL: 'http://127.0.0.1:1',
      PUBLIC_URL: 'http://127.0.0.1:1',
      OIDC_ISSUER_RESIDENT: issuer.url,
      OIDC_ISSUER_STAFF: issuer.url,
      LANGUAGES: 'en,en-XA',
    });
    const notes = new Notes(createLog({ app: 'spec', level: 'silent' }));
    open.push(notes);
    return new MakeVisit(config, store, new Issuers(config), texts, notes);
  }

  const signedIn = (expiresIn: number): Promise<Session> =>
    sessions.store.create({
      person: { audience: 'resident', sub: 'margaret' },
      tokens: { access: 'access-0', refresh: 'refresh-0', id: 'id-0', expiresAt: Date.now() + expiresIn },
    });
  const request = (id?: string): FastifyRequest =>
    ({ headers: id === undefined ? {} : { cookie: `other=1; __Host-session=${id}` }, id: 'r' }) as FastifyRequest;

  it('is nobody without a cookie, with one that is no session’s, or one of another shape', async () => {
    for (const id of [undefined, 'A'.repeat(43), 'x', `${'A'.repeat(43)}; x`])
      expect((await visits.of(request(id))).person).toBeUndefined();
  });

  it('is the session’s person, in their language or English', async () => {
    const { id } = await signedIn(30 * MINUTE);
    expect(await visits.of(request(id))).toMatchObject({ person: { sub: 'margaret' }, language: 'en' });
    await sessions.store.change(id, (content) => ({ ...content, language: 'en-XA' }));
    expect(await visits.of(request(id))).toMatchObject({ language: 'en-XA' });
    await sessions.store.change(id, (content) => ({ ...content, language: 'xx' }));
    expect(await visits.of(request(id))).toMatchObject({ language: 'en' });
    expect(issuer.renewals()).toBe(0);
  });

  it('is nobody any more when the session has expired, which still knows what was typed', async () => {
    const { id } = await signedIn(30 * MINUTE);
    await sessions.age(id, { used: 31 });
    const visit = await visits.of(request(id));
    expect([visit.person, visit.session?.id]).toEqual([undefined, id]);
  });

  it('renews a token that is about to end, before a page is made with it', async () => {
    const { id } = await signedIn(MINUTE / 2);
    const { session } = await visits.of(request(id));
    expect(session!.content.tokens).toMatchObject({ access: 'access-1', refresh: 'refresh-1', id: 'id-0' });
    expect((await sessions.store.find(id))!.content.tokens).toEqual(session!.content.tokens);
  });

  it.each([
    ['is about to end', MINUTE / 2],
    ['has ended', -MINUTE],
  ])('renews once when two tabs, at two processes, ask with a token that %s', async (_what, expiresIn) => {
    const { id } = await signedIn(expiresIn);
    const processes = [visits, newProcess(), visits, newProcess()];
    const seen = await Promise.all(processes.map((each) => each.of(request(id))));
    expect(issuer.renewals()).toBe(1);
    expect(seen.map(({ person }) => person?.sub)).toEqual(seen.map(() => 'margaret'));
    expect((await sessions.store.find(id))!.content.tokens).toMatchObject({ access: 'access-1' });
    expect((await visits.of(request(id))).person?.sub).toBe('margaret');
  });

  it('is nobody any more when the issuer has ended its own session', async () => {
    const { id } = await signedIn(-MINUTE);
    await sessions.store.change(id, (content) => ({ ...content, tokens: { ...content.tokens!, refresh: 'ended' } }));
    expect((await visits.of(request(id))).person).toBeUndefined();
  });

  it('while the issuer is away stays who they are for as long as the token lasts, and renews when it is back', async () => {
    const { id } = await signedIn(MINUTE / 2);
    issuer.toggle();
    expect(await visits.of(request(id))).toMatchObject({ person: { sub: 'margaret' } });
    const ended = await signedIn(-MINUTE);
    await expect(visits.of(request(ended.id))).rejects.toMatchObject({ status: 503 });
    issuer.toggle();
    expect((await visits.of(request(id))).session!.content.tokens!.access).toBe('access-1');
  });

  describe('while the issuer is away and nothing can be written any more', () => {
    const asked = async (Notes = LaterNotes): Promise<unknown> => {
      const { id } = await signedIn(MINUTE / 2);
      issuer.toggle();
      const store = Object.assign(Object.create(sessions.store) as SessionStore, {
        giveBackForm: () => Promise.reject(new Error('Connection terminated unexpectedly')),
      });
      return newProcess(store, Notes)
        .of(request(id))
        .then(({ person }) => person?.sub);
    };

    it('is who they are all the same', async () => expect(await asked()).toBe('margaret'));

    it('would be turned away for what could not be noted', () =>
      expect(asked(HastyNotes)).rejects.toThrow('Connection terminated'));
  });
});
