import { ApiProblem, Client, type relay } from '#libs/client';
import type { AccessToken } from './access-token.js';
import type { RecallReply } from './delivery-handler.js';

export type Opening =
  | { readonly id: string; readonly outcome: 'permit'; readonly contentKey: string; readonly entryId: string }
  | { readonly id: string; readonly outcome: 'deny'; readonly reason: string; readonly explain: string };

export type FeedPage = relay.FeedView;

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

/**
 * The relay's doors for an agency's system. Each call asks once more with a new token when the first was not taken.
 * @throws RelayRefusal for what was refused, else whatever kept the broker from answering
 */
export class RelayApi {
  private readonly client: Client<relay.paths>;

  /** `relayUrl`: up to and without the version, for example `https://broker.example.org/api/relay`. */
  constructor(
    relayUrl: string,
    private readonly token: AccessToken,
  ) {
    this.client = new Client({ address: relayUrl, token: () => token.bearer(), withinMs: WITHIN_MS });
  }

  /** Each is decided at this moment and is a disclosure. Ids that are not the agency's are left out of the answer. */
  async open(ids: readonly string[]): Promise<ReadonlyMap<string, Opening>> {
    const body = { deliveries: [...ids] };
    const { openings } = await this.tried(() => this.client.post('/v1/deliveries/open', { body }));
    return new Map(openings.map((opening) => [opening.id, openingOf(opening)]));
  }

  feed(after: string | null, limit: number): Promise<FeedPage> {
    return this.tried(() => this.client.get('/v1/deliveries', { query: { after: after ?? undefined, limit } }));
  }

  recalls(after: string | null, limit: number): Promise<relay.RecallPage> {
    return this.tried(() => this.client.get('/v1/recalls', { query: { after: after ?? undefined, limit } }));
  }

  /** Idempotent. */
  async answerRecall(recallId: string, reply: RecallReply): Promise<void> {
    const answer = { path: { id: recallId }, body: reply };
    await this.tried(() => this.client.post('/v1/recalls/{id}/answers', answer));
  }

  private async tried<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask().catch((error: unknown) => {
        if (!(error instanceof ApiProblem && error.status === 401)) throw error;
        this.token.forget();
        return ask();
      });
    } catch (error) {
      throw refusalIn(error);
    }
  }
}

/** A key that is not there opens nothing, and the delivery is then told as unreadable. */
const openingOf = ({ id, outcome, contentKey = '', entryId, reason, explain = '' }: relay.Opening): Opening =>
  outcome === 'permit' ? { id, outcome, contentKey, entryId } : { id, outcome, reason: reason ?? '', explain };

function refusalIn(error: unknown): unknown {
  if (!(error instanceof ApiProblem)) return error;
  const { status, document, cause } = error;
  return cause ?? new RelayRefusal(status, document.type ?? 'no problem document', document.code ?? null);
}
