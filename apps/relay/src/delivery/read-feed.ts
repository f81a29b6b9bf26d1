import { Injectable } from '@nestjs/common';
import type { Released } from '../release/asked.js';
import { ReleaseLine } from '../release/release-line.js';
import { askFor } from './ask-for.js';
import { FeedPositions } from '../feed/feed-positions.js';
import { DeliveryReader, type FedDelivery } from './delivery-reader.js';
import { FeedWay } from './feed-way.js';

export interface FeedItem {
  readonly row: FedDelivery;
  readonly released: Released<string>;
}

export interface FeedPage {
  readonly items: FeedItem[];
  readonly next: string;
}

/** One page of an agency's deliveries after a position. A refused one keeps its place in the order, without its envelope. */
@Injectable()
export class ReadFeed {
  constructor(
    private readonly positions: FeedPositions,
    private readonly deliveries: DeliveryReader,
    private readonly line: ReleaseLine,
    private readonly way: FeedWay,
  ) {}

  async run(requesterId: string, agency: string, after: string | undefined, limit: number): Promise<FeedPage> {
    const from = await this.positions.openAt('delivery', agency, after);
    const rows = await this.deliveries.feed(agency, from.position, limit);
    const released = await this.line.release(
      rows.map((row) => askFor(row, requesterId, 'list')),
      this.way,
    );
    const items = rows.map((row, index) => ({ row, released: released[index]! }));
    return { items, next: from.cursor(rows.at(-1)?.position ?? null) };
  }
}
