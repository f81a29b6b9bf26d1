import { linksIn, pathWithin } from '../../scripts/bench/pages/links.js';
import { WebSession } from '../../scripts/bench/pages/web-session.js';
import type { Answer } from './same-page.js';
import { doorOf, type World } from './world.js';

/** At a time: two cores are all that the stack has. */
const AT_ONCE = 4;
/** Ids, cursors and hashes: pages that differ in nothing else are of one shape. */
const OF_ONE = /[^/?&=]*\d[^/?&=]{7,}|[A-Za-z2-7]{20,}/g;
/** Nobody is signed in there any more. */
const SIGNED_OUT = '/signed-out';
/** Any page of somebody who is signed in has a form. */
const WITH_A_FORM = '/help';

/** Somebody who is signed in, by requests alone: bytes and headers, nothing is drawn. */
export class Visitor {
  private constructor(
    private readonly address: string,
    private readonly session: WebSession,
  ) {}

  /** Signs in; without a key, nobody is. */
  static async of(world: World, as?: string): Promise<Visitor> {
    const session = new WebSession();
    if (as !== undefined) await session.signIn(world.address, doorOf(as), as);
    return new Visitor(world.address, session);
  }

  get(path: string): Promise<Answer> {
    return this.ask(`GET ${path}`, path, {});
  }

  /** A form of this session's own, not sent before: whatever is refused, it is not the form. */
  async send(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    const [, token = ''] = / name="_form" value="([^"]*)"/.exec((await this.get(WITH_A_FORM)).body) ?? [];
    return this.ask(`POST ${path}`, path, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, _form: token }),
    });
  }

  /** Some at once. */
  async take(paths: readonly string[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (let at = 0; at < paths.length; at += AT_ONCE)
      answers.push(...(await Promise.all(paths.slice(at, at + AT_ONCE).map((path) => this.get(path)))));
    return answers;
  }

  /** Every page that links and redirects lead to, the nearest first; of one shape so many. */
  async follow(from: readonly string[], ofOneShape: number, leads: (path: string) => boolean): Promise<Answer[]> {
    const answers: Answer[] = [];
    const known = new Set(from);
    const shapes = new Map<string, number>();
    for (let next = [...from]; next.length > 0;) {
      const found = await this.take(next);
      answers.push(...found);
      next = found
        .flatMap((answer) => this.linksOf(answer))
        .filter((path) => {
          if (known.has(path) || path === SIGNED_OUT || !leads(path)) return false;
          known.add(path);
          const shape = path.replace(OF_ONE, '{id}');
          const seen = shapes.get(shape) ?? 0;
          shapes.set(shape, seen + 1);
          return seen < ofOneShape;
        });
    }
    return answers;
  }

  private async ask(asked: string, path: string, init: RequestInit): Promise<Answer> {
    const at = Date.now();
    const answer = await this.session.ask(new URL(path, this.address), init);
    const body = await answer.text();
    return {
      asked,
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body,
      between: [at, Date.now()],
    };
  }

  /** Pages of our own that an answer leads to. */
  private linksOf({ asked, body, headers }: Answer): string[] {
    const at = new URL(asked.slice('GET '.length), this.address);
    const onward = headers['location'] === undefined ? undefined : pathWithin(headers['location'], at);
    return [...linksIn(body, at), ...(onward === undefined ? [] : [onward])];
  }
}
