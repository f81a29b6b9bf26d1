import pg from 'pg';
import { createTestDatabase, startTestIssuer, type TestIssuer } from '#libs/testing';
import { freePort } from '../../scripts/local/postgres.js';
import { APPS, surround, type App } from '../routes/place/apps.js';
import { layAgreement, layPeople } from '../routes/place/people.js';
import { sendTo, type Answer, type Ask } from '../routes/place/send.js';
import { startApps, type AppProcess } from './app-processes.js';

/** An answer that an app gave, and to what. */
export interface Given {
  readonly asked: string;
  readonly answer: Answer;
}

/** The whole stack but for the portal, in a process of its own that writes at `trace`, and everything that it answered. */
export interface CanaryPlace {
  readonly admin: pg.Pool;
  readonly issuer: TestIssuer;
  readonly process: AppProcess;
  readonly urls: Readonly<Record<App | 'edge', string>>;
  readonly given: Given[];
  readonly staff: Readonly<Record<string, string>>;
  /** An environment for another process of this app, on a port of its own. */
  environment(app: App, port: number): Record<string, string>;
  send(app: App | 'edge', as: string, ask: Ask): Promise<Answer>;
  /** The same, without asking again when something is away. */
  sendOnce(app: App | 'edge', as: string, ask: Ask): Promise<Answer>;
  stop(): Promise<void>;
}

export async function openCanaryPlace(): Promise<CanaryPlace> {
  const [database, issuer] = await Promise.all([createTestDatabase(), startTestIssuer()]);
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 4 });
  admin.on('error', () => undefined);
  const surroundings = surround(database, issuer);
  const staff = await layPeople(admin, issuer.issuer);
  await layAgreement(admin);
  const names = ['policy', 'consent', 'relay', 'audit', 'edge'] as const;
  const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()] as const)));
  const urls = Object.fromEntries(
    names.map((name) => [name, `http://127.0.0.1:${ports[name]!}`]),
  ) as CanaryPlace['urls'];
  const environment = (app: App, port: number): Record<string, string> => ({
    ...surroundings.of(app),
    PORT: String(port),
    LOG_LEVEL: 'trace',
  });
  const edge = {
    PORT: String(ports['edge']),
    LOG_LEVEL: 'trace',
    // Nobody asks for a page here.
    PORTAL_URL: 'http://127.0.0.1:9',
    ...Object.fromEntries(APPS.map((app) => [`${app.toUpperCase()}_URL`, urls[app]])),
  };
  const environments = Object.fromEntries(
    names.map((name) => [name, name === 'edge' ? edge : environment(name, ports[name]!)]),
  );
  const process = await startApps(environments, Object.values(urls));
  const given: Given[] = [];
  const keep = async (app: App | 'edge', as: string, ask: Ask, most?: number): Promise<Answer> => {
    const answer = await sendTo(issuer, urls[app], as, ask, most);
    given.push({ asked: `${ask.method} ${ask.path} as ${as}`, answer });
    return answer;
  };
  return {
    ...{ admin, issuer, process, urls, given, staff, environment },
    send: (app, as, ask) => keep(app, as, ask),
    sendOnce: (app, as, ask) => keep(app, as, ask, 1),
    stop: async () => {
      await process.stop();
      await Promise.all([admin.end(), issuer.stop()]);
      await database.drop();
      surroundings.clear();
    },
  };
}
