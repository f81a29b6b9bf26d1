import { randomUUID } from 'node:crypto';
import type { Page, ProblemCode, ProblemDocument } from '#libs/contracts';
import { ApiProblem, StillInWork } from './api-problem.js';
import { Waiting } from './waiting.js';

export type Query = Readonly<Record<string, string | number | undefined>>;

export interface Sending {
  readonly body?: unknown;
  /** Makes sending it again have no second effect. */
  readonly idempotencyKey?: string;
  /** The version that the person saw. */
  readonly ifMatch?: string;
  /** For what is known to take its time. */
  readonly withinMs?: number;
}

const WITHIN_MS = 15_000;
/** Tests, proofs and differences of rules take seconds, more where others wait, too. */
export const SLOW_MS = 60_000;
/** What the APIs give of a list at once, at most. */
const MOST_AT_ONCE = 200;

/** A JSON answer with the version that a change of it must name. */
export interface Answer<T> {
  readonly body: T;
  readonly etag: string | undefined;
}

/**
 * The broker's public APIs, asked with one person's own token through the one address: the portal can do what they can do,
 * and no more. Paths as in design 9: `/api/consent/v1/residents/me/directives`.
 * @throws ApiProblem for whatever is not a success, StillInWork where that is not known yet
 */
export class Broker {
  private readonly waiting = new Waiting();

  constructor(
    private readonly address: string,
    private readonly token: string | undefined,
    private readonly requestId: string = randomUUID(),
    private readonly language = 'en',
  ) {}

  /** Milliseconds for which an answer of an API was awaited: what a page takes beyond it is the portal's own. */
  get waitedMs(): number {
    return this.waiting.ms;
  }

  async get<T>(path: string, query: Query = {}, withinMs = WITHIN_MS): Promise<T> {
    return (await this.read<T>(path, query, withinMs)).body;
  }

  /** With its entity tag, for what may be changed afterwards. */
  async read<T>(path: string, query: Query = {}, withinMs = WITHIN_MS): Promise<Answer<T>> {
    const response = await this.fetch('GET', `${path}${toSearch(query)}`, { withinMs });
    return { body: (await response.json()) as T, etag: response.headers.get('etag') ?? undefined };
  }

  /** Every page of a list that is known to be short. */
  async all<T>(path: string): Promise<T[]> {
    const found: T[] = [];
    let after: string | null = null;
    do {
      const page: Page<T> = await this.get(path, { limit: MOST_AT_ONCE, after: after ?? undefined });
      found.push(...page.items);
      after = page.next;
    } while (after !== null);
    return found;
  }

  async text(path: string): Promise<{ status: number; text: string }> {
    const response = await this.fetch('GET', path);
    return { status: response.status, text: await response.text() };
  }

  async bytes(path: string): Promise<Buffer> {
    return Buffer.from(await (await this.fetch('GET', path)).arrayBuffer());
  }

  post<T>(path: string, sending: Sending = {}): Promise<T> {
    return this.send<T>('POST', path, sending);
  }

  put<T>(path: string, sending: Sending = {}): Promise<T> {
    return this.send<T>('PUT', path, sending);
  }

  patch<T>(path: string, sending: Sending = {}): Promise<T> {
    return this.send<T>('PATCH', path, sending);
  }

  delete<T>(path: string, sending: Sending = {}): Promise<T> {
    return this.send<T>('DELETE', path, sending);
  }

  private async send<T>(method: string, path: string, sending: Sending): Promise<T> {
    const response = await this.fetch(method, path, sending);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  private async fetch(
    method: string,
    path: string,
    { body, idempotencyKey, ifMatch, withinMs = WITHIN_MS }: Sending = {},
  ): Promise<Response> {
    // The token goes to the broker and nowhere else, whatever a path was made of.
    if (!/^\/(?![/\\])/.test(path)) throw new Error('not a path of the broker');
    const headers: Record<string, string> = { 'x-request-id': this.requestId, 'accept-language': this.language };
    if (this.token !== undefined) headers['authorization'] = `Bearer ${this.token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
    if (ifMatch !== undefined) headers['if-match'] = ifMatch;
    const asked = fetch(new URL(path, this.address), {
      method,
      headers,
      signal: AbortSignal.timeout(withinMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await this.waiting.during(asked).catch((error: unknown) => {
      // What was sent may have been taken before the answer was lost: only a look changes nothing.
      const problem: ProblemCode = method === 'GET' || neverSent(error) ? 'unavailable' : 'outcome-unknown';
      throw new ApiProblem(503, problem, {}, undefined, { cause: error });
    });
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}

function neverSent(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return cause?.code === 'ECONNREFUSED' || cause?.code === 'ENOTFOUND';
}

function toSearch(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

async function problemOf(response: Response): Promise<ApiProblem | StillInWork> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  const document: Partial<ProblemDocument> = isProblem ? ((await response.json()) as ProblemDocument) : {};
  const problem = (document.type ?? '').split(':').at(-1)!;
  if (problem === ('idempotency-in-flight' satisfies ProblemCode)) return new StillInWork();
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiProblem(response.status, problem, document, Number.isFinite(retryAfter) ? retryAfter : undefined);
}
