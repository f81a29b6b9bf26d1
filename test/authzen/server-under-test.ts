/** An answer, parsed where it is JSON; specs look into it freely. */
export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface Sending {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Question {
  readonly subject: { readonly type: string; readonly id: string; readonly properties?: object };
  readonly action: { readonly name: string; readonly properties?: object };
  readonly resource: { readonly type: string; readonly id: string; readonly properties?: object };
  readonly context?: object;
}

export type Sought = 'subject' | 'resource' | 'action';

/** What a search finds. */
export interface Result {
  readonly type?: string;
  readonly id?: string;
  readonly name?: string;
  readonly properties?: object;
}

/** A decision point that the suite is run against: where it is, and questions whose answers are known. */
export interface ServerUnderTest {
  readonly name: string;
  readonly url: string;
  /** What a caller shows to be let in, where anything is asked for. */
  readonly headers: Readonly<Record<string, string>>;
  readonly needsSignIn: boolean;
  readonly permitted: Question;
  readonly denied: Question;
  /** Well-formed, but of words that the server does not know, each with the reason that it gives. */
  readonly unknown: readonly (readonly [reason: string, question: Question])[];
  /** For each search a question whose answer it should hold, and everything that it could possibly find. */
  readonly searches: Readonly<Record<Sought, { readonly question: Question; readonly candidates: readonly Result[] }>>;
}

export async function send(
  server: Pick<ServerUnderTest, 'url' | 'headers'>,
  path: string,
  { body, raw, headers }: Sending,
): Promise<Heard> {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...server.headers, ...headers },
    body: raw ?? JSON.stringify(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}
