import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newContentKey, sealDelivery } from '#libs/sealing';

interface Held {
  readonly id: string;
  readonly stream: string;
  readonly seq: number;
  readonly sealed: string;
  readonly key: Buffer;
  refused: string | null;
  /** Why its opening is refused, though the feed shows it. */
  barred: string | null;
}

/**
 * The relay's doors as a connector sees them, answering from memory: what the connector does when they fail or refuse. That
 * the real ones answer so is shown by test/demo, which runs the same connector against the whole stack.
 */
export class StandInRelay {
  readonly held: Held[] = [];
  readonly recalls: { id: string; deliveryId: string; cause: 'withdrawn'; raisedAt: string }[] = [];
  /** Cursors of before a restore. */
  readonly restored = new Set<string>();
  readonly answers: { recall: string; answer: string; processor?: string }[] = [];
  /** Recalls that a person has answered with `deleted` already. */
  readonly saidDeleted = new Set<string>();
  /** Ids of each opening call, in order. */
  readonly opened: string[][] = [];
  /** Statuses that the next calls get, whatever they ask. */
  readonly failures: number[] = [];
  tokens = 0;
  private validToken = '';

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StandInRelay> {
    const server = createServer();
    const relay = new StandInRelay(server);
    server.on('request', (request, response) => {
      void relay.answer(request).then(({ status, body }) => {
        const type = status < 400 ? 'application/json' : 'application/problem+json';
        response.writeHead(status, { 'content-type': type }).end(body && JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** A body as a value, or as the JSON text that its sender wrote. */
  async offer(resident: string, seq: number, body: object | string): Promise<Held> {
    const [id, key] = [randomUUID(), newContentKey()];
    const content = {
      person: { localId: `L-${resident}` },
      record: { category: 'MEDS', body: 0 },
      basis: 'DIRECT_CARE',
    };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const sealed = await sealDelivery(JSON.stringify(content).replace('"body":0', `"body":${text}`), key, id);
    const held = { id, stream: `A:${resident}`, seq, sealed, key, refused: null, barred: null };
    this.held.push(held);
    return held;
  }

  expireTokens(): void {
    this.validToken = '';
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body?: unknown }> {
    const text = (await request.toArray()).map(String).join('');
    const url = new URL(request.url ?? '', 'http://relay');
    if (url.pathname === '/token') {
      this.validToken = `token-${(this.tokens += 1)}`;
      return { status: 200, body: { access_token: this.validToken, expires_in: 3600 } };
    }
    if (request.headers.authorization !== `Bearer ${this.validToken}`) return { status: 401, body: {} };
    const failure = this.failures.shift();
    if (failure) return { status: failure, body: { type: 'urn:problem:test' } };
    const after = url.searchParams.get('after');
    if (after !== null && this.restored.has(after))
      return { status: 409, body: { type: 'urn:problem:conflict', code: 'cursor-superseded' } };
    return this.serve(url, text);
  }

  private serve(url: URL, text: string): { status: number; body?: unknown } {
    const after = Number(url.searchParams.get('after') ?? 0);
    if (url.pathname === '/v1/deliveries/open') {
      const { deliveries } = JSON.parse(text) as { deliveries: string[] };
      this.opened.push(deliveries);
      return { status: 200, body: { openings: deliveries.flatMap((id) => this.openingOf(id)) } };
    }
    if (url.pathname === '/v1/deliveries') {
      const page = this.held.slice(after, after + Number(url.searchParams.get('limit')));
      const deliveries = page.map(({ id, stream, seq, sealed, refused }) => {
        return { id, stream, seq, sealed: refused ? null : sealed, resident: stream.slice(2) };
      });
      return { status: 200, body: { deliveries, next: String(after + page.length) } };
    }
    if (url.pathname === '/v1/recalls') {
      return { status: 200, body: { recalls: this.recalls.slice(after), next: String(this.recalls.length) } };
    }
    const recall = url.pathname.split('/')[3]!;
    const given = JSON.parse(text) as { answer: string };
    if (this.saidDeleted.has(recall) && given.answer === 'kept')
      return { status: 409, body: { type: 'urn:problem:conflict', code: 'recall-answered-deleted' } };
    this.answers.push({ recall, ...given });
    return { status: 204 };
  }

  private openingOf(id: string): object[] {
    const held = this.held.find((delivery) => delivery.id === id);
    if (!held) return [];
    const reason = held.refused ?? held.barred;
    if (reason) return [{ id, outcome: 'deny', reason, explain: 'no' }];
    return [{ id, outcome: 'permit', contentKey: held.key.toString('base64url'), entryId: randomUUID() }];
  }
}
