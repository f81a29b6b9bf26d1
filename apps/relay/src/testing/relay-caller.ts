import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import type { SmallPlace } from './small-place.js';

export interface State {
  agency: string;
  state: string;
  reason: string | null;
  basis: string | null;
  openedAt: string | null;
}

export interface FeedItem {
  id: string;
  seq: number;
  sealed: string | null;
}

/** Asks again until it holds; the dispatcher works in the background. */
export async function eventually<T>(ask: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  for (let left = 100; ; left--) {
    const seen = await ask();
    if (holds(seen) || left === 0) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What agencies and residents do in the relay's specs, in one line each. */
export class RelayCaller {
  constructor(private readonly place: SmallPlace) {}

  async post(
    source: string,
    category: string,
    body: object,
    version = 1,
    sourceId: string = randomUUID(),
  ): Promise<string> {
    const answer = await this.place.call(source.toLowerCase(), 'POST', '/v1/records', {
      resident: this.place.pseudonyms[source],
      sourceId,
      sourceVersion: version,
      category,
      body,
    });
    assert.equal(answer.status, 201);
    return (answer.body as { id: string }).id;
  }

  async states(source: string, record: string): Promise<State[]> {
    const answer = await this.place.call(source.toLowerCase(), 'GET', `/v1/records/${record}/deliveries`);
    return (answer.body as { deliveries: State[] }).deliveries;
  }

  async feed(agency: string): Promise<FeedItem[]> {
    const answer = await this.place.call(agency.toLowerCase(), 'GET', '/v1/deliveries');
    return (answer.body as { deliveries: FeedItem[] }).deliveries;
  }

  async open(agency: string, ids: string[]): Promise<{ outcome: string; reason?: string; contentKey?: string }[]> {
    const answer = await this.place.call(agency.toLowerCase(), 'POST', '/v1/deliveries/open', { deliveries: ids });
    assert.equal(answer.status, 200);
    return (answer.body as { openings: { outcome: string; reason?: string; contentKey?: string }[] }).openings;
  }

  async give(recipient: string, categories: string[]): Promise<string> {
    const id = await this.say('ConsentGiven', recipient, categories);
    await this.announce('given', id);
    return id;
  }

  /** What she said, before the relay hears of it. */
  async say(status: string, recipient: string, categories: string[]): Promise<string> {
    const id = randomUUID();
    await this.place.admin.query(
      `INSERT INTO consent.directive (id, version, resident_id, status, recipients, categories, purposes, starts_at, channel, recorded_by)
     VALUES ($1, 1, $2, $5, ARRAY[$3], $4, ARRAY['HOUSADAPT'], fence.domain_now(), 'online', 'spec')`,
      [id, this.place.resident, recipient, categories, status],
    );
    return id;
  }

  async withdraw(id: string): Promise<void> {
    await this.takeBack(id);
    await this.announce('withdrawn', id);
  }

  /** A withdrawal that committed, before the relay hears of it. */
  takeBack(id: string): Promise<void> {
    return this.change(id, 'ConsentWithdrawn');
  }

  /** Goes on, but of no more than these categories; before the relay hears of it. */
  narrow(id: string, categories: string[]): Promise<void> {
    return this.change(id, 'ConsentGiven', categories);
  }

  private async change(id: string, status: string, categories: string[] | null = null): Promise<void> {
    await this.place.admin.query('BEGIN');
    await this.place.admin.query('UPDATE consent.directive SET superseded_at = fence.domain_now() WHERE id = $1', [id]);
    await this.place.admin.query(
      `INSERT INTO consent.directive (id, version, resident_id, status, recipients, categories, purposes, starts_at, channel, recorded_by)
     SELECT id, 2, resident_id, $2, recipients, coalesce($3, categories), purposes, starts_at, channel, recorded_by
     FROM consent.directive WHERE id = $1 AND version = 1`,
      [id, status, categories],
    );
    await this.place.admin.query('COMMIT');
  }

  /** What consent publishes in its own transaction. */
  async announce(change: string, directiveId: string): Promise<void> {
    await this.place.admin.query(
      `SELECT messaging.publish_v1($1, 'consent.changes.v1', $2, $3, 'directive.changed.v1', $4), pg_notify('messaging.outbox', '')`,
      [
        `consent.${this.place.resident}`,
        this.place.resident,
        randomUUID(),
        { residentId: this.place.resident, directiveId, change },
      ],
    );
  }

  /**
   * The delivery that `cause` brings to an agency's feed. The feed shows it once no older transaction runs in the cluster,
   * so neither its place nor the moment is given.
   */
  async nextDelivery(agency: string, cause: () => Promise<unknown>): Promise<FeedItem> {
    const known = new Set((await this.feed(agency)).map((item) => item.id));
    await cause();
    const isNew = (item: FeedItem): boolean => !known.has(item.id) && item.sealed !== null;
    const items = await eventually(
      () => this.feed(agency),
      (seen) => seen.some(isNew),
    );
    const found = items.find(isNew);
    assert(found, 'no new delivery came');
    return found;
  }
}
