import { newFormToken } from '../../../apps/portal/src/session/form-token.js';
import type { Session } from '../../../apps/portal/src/session/session.js';
import type { Answer } from '../../routes/place/send.js';
import type { Given } from '../given.js';
import type { PortalDoor } from './portal-door.js';

type Headers = Readonly<Record<string, string>>;
/** What stands in a form; a field may stand in it more than once. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

const COOKIE = /__Host-session=([\w-]*)/;

/** Where visitors go, and where what they get is kept. */
export interface Visited {
  readonly door: PortalDoor;
  /** The one address: the edge's. */
  readonly url: string;
  readonly given: Given[];
}

/** Somebody at the portal with a browser: it keeps its cookie, sends forms with tokens of its session, follows nothing by itself. */
export class Visitor {
  /** The cookie's value; empty before the first. */
  session = '';
  private known: Session | undefined;

  constructor(
    private readonly visited: Visited,
    readonly as: string,
  ) {}

  /** Through the door and the issuer and back: all the way to where they were going. */
  async signIn(kind: 'resident' | 'staff', to?: string): Promise<Answer> {
    const door = `/sign-in/${kind}${to === undefined ? '' : `?${new URLSearchParams({ to }).toString()}`}`;
    const asked = new URL(leadsTo(await this.get(door)));
    const back = new URL(this.visited.door.issuer.answer(asked, this.as));
    return this.get(leadsTo(await this.get(back.pathname + back.search)));
  }

  get(path: string, headers: Headers = {}): Promise<Answer> {
    return this.ask('GET', path, null, headers);
  }

  /** A form of this session's, sent for the first time; `headers` in place of a browser's own. */
  async send(path: string, typed: Typed, headers: Headers = {}): Promise<Answer> {
    return this.sendAs(await this.token(), path, typed, headers);
  }

  /** The same with this token. */
  sendAs(token: string, path: string, typed: Typed, headers: Headers = {}): Promise<Answer> {
    const fields = Object.entries({ ...typed, _form: token }).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    );
    return this.ask('POST', path, new URLSearchParams(fields), { origin: this.visited.url, ...headers });
  }

  /** As no form would send it. */
  sendRaw(path: string, body: string, type: string): Promise<Answer> {
    return this.ask('POST', path, body, { origin: this.visited.url, 'content-type': type });
  }

  /** For one showing of a form; empty where there is no session. */
  async token(): Promise<string> {
    // Asked for once: the database is also cut under whoever asks.
    if (this.known?.id !== this.session) this.known = await this.visited.door.store.find(this.session);
    return this.known ? newFormToken(this.known.content) : '';
  }

  /** Everything that the session holds, in clear. */
  async remembered(): Promise<string> {
    return JSON.stringify((await this.visited.door.store.find(this.session))?.content ?? {});
  }

  private async ask(
    method: string,
    path: string,
    body: URLSearchParams | string | null,
    more: Headers,
  ): Promise<Answer> {
    const { url, given } = this.visited;
    const asked = new URL(path, url);
    const cookie = [more['cookie'], this.session && `__Host-session=${this.session}`].filter(Boolean).join('; ');
    const headers = { ...more, ...(cookie === '' ? {} : { cookie }) };
    const response = await fetch(asked, { method, body, headers, redirect: 'manual' });
    const answer = { status: response.status, headers: response.headers, text: await response.text() };
    const [, session] = COOKIE.exec(answer.headers.get('set-cookie') ?? '') ?? [];
    if (session !== undefined) this.session = session;
    given.push({ asked: `${method} ${path} as ${this.as}`, answer, page: asked.pathname + asked.search });
    return answer;
  }
}

/** Where an answer sends the browser. */
export function leadsTo({ status, headers }: Answer): string {
  const location = headers.get('location');
  if (status !== 303 || location === null) throw new Error(`leads nowhere: ${status}`);
  return location;
}
