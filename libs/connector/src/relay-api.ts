import type { AccessToken } from './access-token.js';
import type { Recall, RecallReply } from './delivery-handler.js';

export type Opening =
  | { readonly id: string; readonly outcome: 'permit'; readonly contentKey: string; readonly entryId: string }
  | { readonly id: string; readonly outcome: 'deny'; readonly reason: string; readonly explain: string };

export interface FeedPage {
  readonly deliveries: readonly {
    readonly id: string;
    readonly stream: string;
    readonly seq: number;
    readonly sealed: string | null;
    readonly resident: string;
  }[];
  readonly next: string;
}

/** At most so many deliveries in one opening (design 6). */
export const MAX_OPENING = 200;
const WITHIN_MS = 20_000;

/** The broker refused a call as a whole; carries the status and the problem's stable type, never a body. */
export class RelayRefusal extends Error {
  override readonly name = 'RelayRefusal';

  constructor(
    readonly status: number,
    readonly type: string,
    /** The broker's own code, where it gives one: `cursor-superseded`, … */
    readonly code: string | null = null,
  ) {
    super(`the broker answered ${status} (${type})`);
  }
}

/** The relay's doors for an agency's system. Each call asks once more with a new token when the first was not taken. */
export class RelayApi {
  /** `relayUrl`: up to and without the version, for example `https://broker.example.org/api/relay`. */
  constructor(
    private readonly relayUrl: string,
    private readonly token: AccessToken,
  ) {}

  /** Each is decided at this moment and is a disclosure. Ids that are not the agency's are left out of the answer. */
  async open(ids: readonly string[]): Promise<ReadonlyMap<string, Opening>> {
    const answer = (await this.call('POST', '/v1/deliveries/open', { deliveries: ids })) as { openings: Opening[] };
    return new Map(answer.openings.map((opening) => [opening.id, opening]));
  }

  async feed(after: string | null, limit: number): Promise<FeedPage> {
    return (await this.call('GET', `/v1/deliveries?${pageOf(after, limit)}`)) as FeedPage;
  }

  async recalls(after: string | null, limit: number): Promise<{ recalls: Recall[]; next: string }> {
    return (await this.call('GET', `/v1/recalls?${pageOf(after, limit)}`)) as { recalls: Recall[]; next: string };
  }

  /** Idempotent. */
  async answerRecall(recallId: string, reply: RecallReply): Promise<void> {
    await this.call('POST', `/v1/recalls/${recallId}/answers`, reply);
  }

  private async call(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const first = await this.send(method, path, body);
    if (first.status !== 401) return readAnswer(first);
    await first.arrayBuffer();
    this.token.forget();
    return readAnswer(await this.send(method, path, body));
  }

  private async send(method: string, path: string, body: object | undefined): Promise<Response> {
    return fetch(`${this.relayUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.token.bearer()}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
  }
}

const pageOf = (after: string | null, limit: number): string =>
  new URLSearchParams({ ...(after === null ? {} : { after }), limit: String(limit) }).toString();

async function readAnswer(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (answer.ok) return text === '' ? undefined : (JSON.parse(text) as unknown);
  const { type, code } = problemIn(text);
  throw new RelayRefusal(answer.status, type, code);
}

function problemIn(text: string): { type: string; code: string | null } {
  try {
    const { type, code } = JSON.parse(text) as { type?: unknown; code?: unknown };
    return {
      type: typeof type === 'string' ? type : 'no problem type',
      code: typeof code === 'string' ? code : null,
    };
  } catch {
    return { type: 'no problem document', code: null };
  }
}
