import { Injectable } from '@nestjs/common';
import { passesByItself } from '#libs/contracts';
import type { FastifyRequest } from 'fastify';
import type { Released } from '../release/asked.js';
import { MarkNotSent } from '../release/mark-not-sent.js';
import { ReleaseLine } from '../release/release-line.js';
import { askFor } from '../offered/ask-for.js';
import { FeedPositions } from '../feed/feed-positions.js';
import { DeliveryReader, type FedDelivery } from '../offered/delivery-reader.js';
import { FeedWay } from './feed-way.js';

export interface FeedItem {
  readonly row: FedDelivery;
  readonly released: Released<string>;
}

export interface FeedPage {
  readonly items: FeedItem[];
  readonly next: string;
}

/**
 * One page of an agency's deliveries after a position. A refused one keeps its place in the order, without its envelope. The
 * page ends before one that is refused for the moment only: its envelope would never be shown again.
 */
@Injectable()
export class ReadFeed {
  constructor(
    private readonly positions: FeedPositions,
    private readonly deliveries: DeliveryReader,
    private readonly line: ReleaseLine,
    private readonly way: FeedWay,
    private readonly marking: MarkNotSent,
  ) {}

  async read(
    requesterId: string,
    agency: string,
    { after, limit }: { readonly after: string | undefined; readonly limit: number },
    request: FastifyRequest,
  ): Promise<FeedPage> {
    const from = await this.positions.openAt('delivery', agency, after);
    const rows = await this.deliveries.feed(agency, from.position, limit);
    const released = await this.line.release(
      rows.map((row) => askFor(row, requesterId, 'list')),
      this.way,
      request,
    );
    const barred = released.findIndex(({ reason }) => passesByItself(reason));
    const shown = barred === -1 ? released : released.slice(0, barred);
    const unsent = released.slice(shown.length).filter(({ outcome }) => outcome === 'permit');
    if (unsent.length > 0) await this.marking.mark(unsent.map(({ asked }) => asked.id));
    const items = shown.map((item, index) => ({ row: rows[index]!, released: item }));
    return { items, next: from.cursor(items.at(-1)?.row.position ?? null) };
  }
}
