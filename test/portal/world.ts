import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import type { Client } from '#libs/client';
import { Directory } from '../../apps/identity/src/people/directory.js';
import { findBrowser } from '../../scripts/prepare/find-browser.mjs';
import { ensureSecrets } from '../../scripts/local/secrets.js';
import { askForToken } from '../../scripts/token/ask-for-token.js';
import { TownApi } from '../../scripts/town/town-api.js';
import { openDirectory, prepare, StackUnderTest } from '../start/stack-under-test.js';
import { Health } from './health.js';
import { Person } from './person.js';
import type { Style } from './reader.js';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Nothing but this machine is reached, whatever a page asks for.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Slow 3G as WebPageTest has it: 400 kbit/s, 400 ms there and back. */
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

/** How somebody comes to the portal. */
export interface Opening {
  /** A key of `demo/people.json`; nobody signs in without it. */
  readonly as?: string;
  /** The page to begin at; the home of whoever signed in without it. */
  readonly at?: string;
  readonly js?: boolean;
  /** In CSS pixels. 320 at `zoom: 4` is a desk's window at 400 %. */
  readonly width?: number;
  readonly zoom?: number;
  /** Over slow 3G. */
  readonly slow?: boolean;
  readonly language?: 'en' | 'en-XA';
  /** Checks every page that a click leads to; switched off where a spec says what it expects of one. */
  readonly checked?: boolean;
  /** Signs in on the pages for it: where that is what is looked at. */
  readonly byHand?: boolean;
}

export type Desk = Required<Pick<Opening, 'width' | 'js'>>;
/** A small phone without scripts has least to go by. */
export const PHONE: Desk = { width: 320, js: false };
export const DESK: Desk = { width: 1280, js: true };

/** What finds somebody. */
export interface Details {
  readonly familyName: string;
  readonly birthDate: string;
  readonly postcode: string;
}

/** One whole stack with the demo town and one browser, for every test of the portal: contexts are cheap, stacks are not. */
export class World {
  private readonly root = openDirectory('portal-');
  private stack: StackUnderTest | undefined;
  private browser: Browser | undefined;
  private ofTown: TownApi | undefined;
  private health: Health | undefined;
  private contexts: BrowserContext[] = [];

  constructor(private readonly portBase: number) {}

  async start(): Promise<void> {
    prepare();
    const dataDir = join(this.root, 'data');
    this.stack = new StackUnderTest(dataDir, { PORT_BASE: String(this.portBase), LANGUAGES: 'en,en-XA' });
    this.browser = await chromium.launch({ executablePath: findBrowser(process.env), args: FLAGS });
    this.health = new Health(this.browser);
    await this.stack.prints('Consent Broker is ready (');
    const { systemSecret } = ensureSecrets(dataDir);
    const directory = Directory.fromFile('demo/people.json');
    this.ofTown = new TownApi({ edge: this.address, issuer: this.endpoints.identity!, directory, systemSecret });
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    this.stack?.pressCtrlC();
    await this.stack?.exit();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Paths of all pages that were looked at so far. */
  get seen(): ReadonlySet<string> {
    return this.health!.seen;
  }

  /** The portal's and the APIs' one address. */
  get address(): string {
    return `http://127.0.0.1:${this.portBase}`;
  }

  get endpoints(): Record<string, string> {
    return this.stack!.endpoints();
  }

  /** A fresh browser, signed in and at the page; that page has been checked. */
  async open(opening: Opening): Promise<Person> {
    const { as, at, js = true, width = 1280, zoom = 1, language = 'en', checked = true } = opening;
    const context = await this.browser!.newContext({
      baseURL: this.address,
      javaScriptEnabled: js,
      viewport: { width, height: width < 600 ? 640 : 900 },
      deviceScaleFactor: zoom,
      locale: 'en-GB',
    });
    this.contexts.push(context);
    const style: Style = { name: as ?? 'nobody', js, width, zoom, language, checked };
    const person = new Person(await context.newPage(), style, this.health!);
    if (opening.slow) {
      const network = await context.newCDPSession(person.page);
      await network.send('Network.emulateNetworkConditions', SLOW_3G);
    }
    if (language !== 'en') await person.page.goto(`/language/${language}?to=/help`);
    if (as === undefined) await person.goto(at ?? '/');
    else if (opening.byHand) await person.signInByHand(doorOf(as), at);
    else await person.signIn(doorOf(as), at ?? `/${kindOf(as)}`);
    return person;
  }

  /** Closes what a test has opened. */
  async closeAll(): Promise<void> {
    await Promise.all(this.contexts.map((context) => context.close()));
    this.contexts = [];
  }

  token(key: string): Promise<string> {
    const directory = Directory.fromFile('demo/people.json');
    return askForToken(key, { issuer: this.endpoints.identity!, directory, stackSecret: '' });
  }

  /** The public API as any of the town. */
  get town(): TownApi {
    return this.ofTown!;
  }

  api(key: string): Client {
    return this.town.as(key);
  }

  /** Her or his pseudonym at the agency of this person or system, who must be allowed to ask. */
  async pseudonymAt(key: string, who: Details): Promise<string> {
    return (await this.api(key).post('/api/consent/v1/residents/lookup', { body: who })).resident!.id;
  }

  /** Straight into the stack's database, as its administrator: for what takes half an hour otherwise. */
  async sql<T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.endpoints.postgres! });
    await client.connect();
    try {
      return (await client.query<T>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  }
}

/** Which is also the first part of the address of all their pages. */
function kindOf(key: string): string {
  const found = Directory.fromFile('demo/people.json').find(key);
  if (!found) throw new Error(`there is no ${key} in the town`);
  return found.kind;
}

export const doorOf = (key: string): 'resident' | 'staff' => (kindOf(key) === 'resident' ? 'resident' : 'staff');
