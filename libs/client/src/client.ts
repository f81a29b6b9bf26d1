import createFetching from 'openapi-fetch';
import { problemOf, unanswered } from './api-problem.js';
import type { Arguments, Body, Path, Sent } from './calls.js';
import type { Paths } from './paths.js';
import { answersWithin } from './slow-operations.js';
import { fillPath, writeQuery } from './write-address.js';

export interface ClientOptions {
  /** Of the edge, without a path. For one app by itself: up to and without `/v1`. */
  readonly address: string;
  /** The bearer token, or who gives it for each request. None: only what is open to anyone is answered. */
  readonly token?: string | undefined | (() => Promise<string>);
  /** Goes through logs and problem documents, to find the request again. */
  readonly requestId?: string;
  /** Of texts that come with answers; BCP 47. */
  readonly language?: string;
  /** How long an answer is waited for; without it what each operation takes (`answersWithin`). */
  readonly withinMs?: number;
  /** Instead of Node's own: to measure, or to ask again. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** What came, with its headers: the entity tag that a change of it must name, the status. */
export interface Answer<T> {
  readonly body: T;
  readonly response: Response;
}

type ReadAs = 'json' | 'text' | 'arrayBuffer';
type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';
/** What any call hands on: which path takes what was checked by the types of the methods. */
type AnyPaths = Record<
  string,
  Record<
    Verb,
    {
      parameters: Sent;
      requestBody?: { content: { 'application/json': unknown } };
      responses: { 200: { content: { 'application/json': unknown } } };
    }
  >
>;

/**
 * The broker's public APIs, as one person or system may use them: a path as `openapi.json` has it, with the app's prefix at the
 * edge (design 9), and what it needs; the body comes back.
 * @throws ApiProblem for whatever is not a success: what was refused, `unavailable` (503) where nothing answered, and
 *   `outcome-unknown` where what was sent may have been taken; StillInWork where an earlier try may be at work
 */
export class Client<All extends object = Paths> {
  private readonly fetching;

  constructor(private readonly options: ClientOptions) {
    this.fetching = startFetching(options);
  }

  /** The same, for who waits longer or less long than is usual. */
  within(withinMs: number): Client<All> {
    return new Client<All>({ ...this.options, withinMs });
  }

  get<At extends Path<All, 'get'>>(path: At, ...given: Arguments<All, At, 'get'>): Promise<Body<All, At, 'get'>>;
  async get(path: string, given?: Sent): Promise<unknown> {
    return (await this.ask('get', path, given)).body;
  }

  /** With the response, for its entity tag or status. */
  read<At extends Path<All, 'get'>>(
    path: At,
    ...given: Arguments<All, At, 'get'>
  ): Promise<Answer<Body<All, At, 'get'>>>;
  read(path: string, given?: Sent): Promise<Answer<unknown>> {
    return this.ask('get', path, given);
  }

  text<At extends Path<All, 'get'>>(path: At, ...given: Arguments<All, At, 'get'>): Promise<Answer<string>>;
  text(path: string, given?: Sent): Promise<Answer<unknown>> {
    return this.ask('get', path, given, 'text');
  }

  bytes<At extends Path<All, 'get'>>(path: At, ...given: Arguments<All, At, 'get'>): Promise<ArrayBuffer>;
  async bytes(path: string, given?: Sent): Promise<unknown> {
    return (await this.ask('get', path, given, 'arrayBuffer')).body;
  }

  post<At extends Path<All, 'post'>>(path: At, ...given: Arguments<All, At, 'post'>): Promise<Body<All, At, 'post'>>;
  async post(path: string, given?: Sent): Promise<unknown> {
    return (await this.ask('post', path, given)).body;
  }

  put<At extends Path<All, 'put'>>(path: At, ...given: Arguments<All, At, 'put'>): Promise<Body<All, At, 'put'>>;
  async put(path: string, given?: Sent): Promise<unknown> {
    return (await this.ask('put', path, given)).body;
  }

  patch<At extends Path<All, 'patch'>>(
    path: At,
    ...given: Arguments<All, At, 'patch'>
  ): Promise<Body<All, At, 'patch'>>;
  async patch(path: string, given?: Sent): Promise<unknown> {
    return (await this.ask('patch', path, given)).body;
  }

  delete<At extends Path<All, 'delete'>>(
    path: At,
    ...given: Arguments<All, At, 'delete'>
  ): Promise<Body<All, At, 'delete'>>;
  async delete(path: string, given?: Sent): Promise<unknown> {
    return (await this.ask('delete', path, given)).body;
  }

  private async ask(verb: Verb, path: string, given: Sent = {}, parseAs: ReadAs = 'json'): Promise<Answer<unknown>> {
    // The token goes to the broker and nowhere else, whatever a path was made of.
    if (!/^\/(?![/\\])/.test(path)) throw new Error('not a path of the broker');
    const { body, ...params } = given;
    const { withinMs = answersWithin(verb, path) } = this.options;
    const asked = { params, parseAs, signal: AbortSignal.timeout(withinMs), ...(body === undefined ? {} : { body }) };
    const { data, response } = await this.fetching.request(verb, path, asked);
    return { body: data, response };
  }
}

function startFetching({ address, token, requestId, language, fetch }: ClientOptions) {
  const fetching = createFetching<AnyPaths>({
    baseUrl: address,
    ...(fetch ? { fetch } : {}),
    pathSerializer: fillPath,
    querySerializer: writeQuery,
  });
  fetching.use({
    async onRequest({ request }) {
      const bearer = typeof token === 'function' ? await token() : token;
      if (bearer !== undefined) request.headers.set('authorization', `Bearer ${bearer}`);
      if (requestId !== undefined) request.headers.set('x-request-id', requestId);
      if (language !== undefined) request.headers.set('accept-language', language);
    },
    onError: ({ request, error }) => unanswered(request.method, error),
    async onResponse({ response }) {
      if (!response.ok) throw await problemOf(response);
    },
  });
  return fetching;
}
