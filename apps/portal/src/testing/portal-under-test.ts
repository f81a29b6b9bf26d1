import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import formbody from '@fastify/formbody';
import type { Type } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { bootstrapApp, LaterNotes, readConfig } from '#libs/http';
import { createLog } from '#libs/telemetry';
import { PortalConfig } from '../config.js';
import { PortalModule } from '../portal.module.js';
import type { Person, Session, SessionContent } from '../session/session.js';
import { SessionSeal } from '../session/session-seal.js';
import { SessionStore } from '../session/session-store.js';
import { Issuers } from '../session/issuers.js';
import { openSessions, type OpenSessions } from './open-sessions.js';

export const PUBLIC_URL = 'http://portal.example';

/** The portal as it runs, with a spec's own pages before all others; who is signed in is put straight into the sessions. */
export interface PortalUnderTest extends OpenSessions {
  /** What was logged. */
  readonly lines: string[];
  readonly controllers: readonly Type[];
  /** `GET /resident/looks/:id`, as the router itself knows them. */
  readonly routes: readonly string[];
  signIn(person: Person, content?: Partial<SessionContent>): Promise<Session>;
  get(path: string, session?: Session, headers?: Record<string, string>): Promise<Response>;
  /** A form, as a browser on a page of ours sends it. */
  send(
    path: string,
    fields: Record<string, string> | URLSearchParams,
    session?: Session,
    origin?: string,
  ): Promise<Response>;
}

/** Where people sign in, and what a spec puts in place of a part, to see that its fault is found. */
interface OpenedWith {
  /** Nobody listens there unless it is said: to be signed in, a person is put into a session. */
  readonly issuer?: string;
  readonly issuers?: Type<Issuers>;
  readonly store?: typeof SessionStore;
  readonly notes?: Type<LaterNotes>;
}

export async function openPortal(
  apiUrl: string,
  pages: readonly Type[],
  {
    issuer = 'http://127.0.0.1:1',
    issuers = Issuers,
    store: Store = SessionStore,
    notes = LaterNotes,
  }: OpenedWith = {},
): Promise<PortalUnderTest> {
  const sessions = await openSessions();
  const folder = mkdtempSync(join(tmpdir(), 'portal-'));
  const write = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const config = readConfig(PortalConfig, {
    PORT: '0',
    DRAIN_MS: '0',
    DATABASE_URL: sessions.database.urlFor('portal_app'),
    SESSION_KEY_FILE: write('session.key', sessions.key.toString('base64')),
    CLIENT_SECRET_FILE: write('client.secret', 'a-secret'),
    API_URL: apiUrl,
    PUBLIC_URL,
    OIDC_ISSUER_RESIDENT: issuer,
    OIDC_ISSUER_STAFF: issuer,
    LANGUAGES: 'en,en-XA',
  });
  const lines: string[] = [];
  const routes: string[] = [];
  const module = PortalModule.with(config, sessions.pool);
  const instead = [
    { provide: Issuers, useClass: issuers },
    { provide: LaterNotes, useClass: notes },
    { provide: SessionStore, useValue: new Store(sessions.pool, new SessionSeal(sessions.key)) },
  ];
  const controllers = [...pages, ...module.controllers!];
  const running = await bootstrapApp(
    { ...module, controllers, providers: [...module.providers!, ...instead] },
    {
      name: 'portal',
      title: 'Portal',
      description: 'For specs',
      config,
      log: createLog({ app: 'portal', level: 'debug', destination: { write: (line) => void lines.push(line) } }),
      plugins: [formbody, noting(routes)],
      documented: false,
    },
  );
  const ask = (path: string, init: RequestInit, session?: Session): Promise<Response> =>
    fetch(`${running.url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...(init.headers as object), ...(session ? { cookie: `__Host-session=${session.id}` } : {}) },
    });
  return {
    ...sessions,
    lines,
    controllers,
    routes,
    signIn: (person, content) =>
      sessions.store.create({
        person,
        tokens: { access: `token-of-${person.sub}`, refresh: undefined, id: '', expiresAt: Date.now() + 3_600_000 },
        ...content,
      }),
    get: (path, session, headers = {}) => ask(path, { headers }, session),
    send: (path, fields, session, origin = PUBLIC_URL) =>
      ask(path, { method: 'POST', body: new URLSearchParams(fields), headers: origin ? { origin } : {} }, session),
    close: async () => {
      await running.stop();
      await sessions.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Notes every route that is added after it. */
function noting(routes: string[]): (instance: FastifyInstance) => Promise<void> {
  const plugin = async (instance: FastifyInstance): Promise<void> => {
    instance.addHook(
      'onRoute',
      ({ method, url }) => void routes.push(...[method].flat().map((verb) => `${verb} ${url}`)),
    );
  };
  // Fastify's own mark of a plugin whose hooks are for the whole server.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true });
}
