import pg from 'pg';
import type { RunningApp } from '#libs/http';
import { createTestDatabase, startTestIssuer } from '#libs/testing';
import { startApps, surround, type App } from './apps.js';
import { layAgreement, layPeople } from './people.js';
import { sendTo, type Answer, type Ask } from './send.js';
import { settle, type Settled } from './settle.js';

export type { Answer, Ask } from './send.js';

/** The four real apps in this process, on one database, with everything in it that the matrix asks for. */
export interface Place extends Settled {
  readonly apps: Readonly<Record<App, RunningApp>>;
  /** Where `send` finds them; a spec may put something else in an app's place. */
  readonly urls: Record<App, string>;
  readonly admin: pg.Pool;
  readonly issuer: string;
  /** Of the place's own database, as its administrator. */
  readonly adminUrl: string;
  /** The apps' key file; their restart-proof store is beside it. */
  readonly keyFile: string;
  /** Ids of staff by subject. */
  readonly staff: Readonly<Record<string, string>>;
  send(app: App, as: string, ask: Ask): Promise<Answer>;
  /** The same at any address, such as the edge's. */
  sendTo(url: string, as: string, ask: Ask): Promise<Answer>;
  stop(): Promise<void>;
}

/** "sim": another process leads simulations, so that one which is asked about waits, and does not end meanwhile. */
const SIMULATIONS_LED = 0x73696d;

export async function openPlace(): Promise<Place> {
  const [database, issuer] = await Promise.all([createTestDatabase(), startTestIssuer()]);
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 4 });
  admin.on('error', () => undefined);
  const surroundings = surround(database, issuer);
  const staff = await layPeople(admin, issuer.issuer);
  await layAgreement(admin);
  const elsewhere = await admin.connect();
  // A restore ends every session, this one too.
  elsewhere.on('error', () => undefined);
  await elsewhere.query('SELECT pg_advisory_lock($1, 0)', [SIMULATIONS_LED]);
  const apps = await startApps(surroundings);
  const { consent, policy, relay, audit } = apps;
  const urls = { consent: consent.url, policy: policy.url, relay: relay.url, audit: audit.url };
  const send = (app: App, as: string, ask: Ask): Promise<Answer> => sendTo(issuer, urls[app], as, ask);
  const stop = async (): Promise<void> => {
    await Promise.all(Object.values(apps).map((app) => app.stop()));
    elsewhere.release();
    await Promise.all([admin.end(), issuer.stop()]);
    await database.drop();
    surroundings.clear();
  };
  try {
    const settled = await settle(admin, send);
    const sendAnywhere = (url: string, as: string, ask: Ask): Promise<Answer> => sendTo(issuer, url, as, ask);
    const { adminUrl } = database;
    const given = { admin, adminUrl, keyFile: surroundings.keyFile, issuer: issuer.issuer, staff };
    return { ...settled, ...given, apps, urls, send, sendTo: sendAnywhere, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
