import pg from 'pg';
import { createTestDatabase, startTestIssuer, type TestIssuer } from '#libs/testing';
import { freePort } from '../../scripts/local/free-port.js';
import { APPS, surround, type App } from '../routes/place/apps.js';
import { layAgreement, layPeople } from '../routes/place/people.js';
import { sendTo, type Answer, type Ask } from '../routes/place/send.js';
import { startApps, type AppProcess } from './app-processes.js';
import type { Given } from './given.js';
import { openPortalDoor, type PortalDoor } from './portal/portal-door.js';
import { Visitor } from './portal/visitor.js';

/** The whole stack in a process of its own that writes at `trace`, and everything that it answered. */
export interface CanaryPlace {
  readonly admin: pg.Pool;
  readonly issuer: TestIssuer;
  readonly process: AppProcess;
  readonly urls: Readonly<Record<App | 'portal' | 'edge', string>>;
  /** Where each says how it is. */
  readonly operations: CanaryPlace['urls'];
  readonly door: PortalDoor;
  readonly given: Given[];
  readonly staff: Readonly<Record<string, string>>;
  /** An environment for another process of this app, on a port of its own. */
  environment(app: App | 'portal', port: number): Record<string, string>;
  /** Somebody who comes to the portal's pages, not signed in yet. */
  visitor(as: string): Visitor;
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
  const door = await openPortalDoor(database, issuer);
  const names = ['policy', 'consent', 'relay', 'audit', 'portal', 'edge'] as const;
  const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()] as const)));
  const urls = Object.fromEntries(
    names.map((name) => [name, `http://127.0.0.1:${ports[name]!}`]),
  ) as CanaryPlace['urls'];
  const adminPort = await freePort();
  const operations = { ...urls, edge: `http://127.0.0.1:${adminPort}` };
  const environment = (app: App | 'portal', port: number): Record<string, string> =>
    app === 'portal'
      ? door.environment(port, urls.edge)
      : { ...surroundings.of(app), PORT: String(port), LOG_LEVEL: 'trace' };
  const edge = {
    PORT: String(ports['edge']),
    ADMIN_PORT: String(adminPort),
    LOG_LEVEL: 'trace',
    ...Object.fromEntries([...APPS, 'portal' as const].map((app) => [`${app.toUpperCase()}_URL`, urls[app]])),
  };
  const environments = Object.fromEntries(
    names.map((name) => [name, name === 'edge' ? edge : environment(name, ports[name]!)]),
  );
  const process = await startApps(environments, Object.values(operations));
  const given: Given[] = [];
  const keep = async (app: App | 'edge', as: string, ask: Ask, most?: number): Promise<Answer> => {
    const answer = await sendTo(issuer, urls[app], as, ask, most);
    given.push({ asked: `${ask.method} ${ask.path} as ${as}`, answer });
    return answer;
  };
  return {
    ...{ admin, issuer, process, urls, operations, door, given, staff, environment },
    visitor: (as) => new Visitor({ door, url: urls.edge, given }, as),
    send: (app, as, ask) => keep(app, as, ask),
    sendOnce: (app, as, ask) => keep(app, as, ask, 1),
    stop: async () => {
      await process.stop();
      await Promise.all([admin.end(), issuer.stop(), door.close()]);
      await database.drop();
      surroundings.clear();
    },
  };
}
