import { Injectable } from '@nestjs/common';
import type { Released } from '../release/asked.js';
import { ReleaseLine } from '../release/release-line.js';
import { askFor } from './ask-for.js';
import { DeliveryReader, type DeliveryRow } from './delivery-reader.js';
import { FeedWay } from './feed-way.js';

export interface FeedItem {
  readonly row: DeliveryRow;
  readonly released: Released<string>;
}

/** One page of an agency's deliveries after a position. A refused one keeps its place in the order, without its envelope. */
@Injectable()
export class ReadFeed {
  constructor(
    private readonly deliveries: DeliveryReader,
    private readonly line: ReleaseLine,
    private readonly way: FeedWay,
  ) {}

  async run(requesterId: string, agency: string, after: string, limit: number): Promise<FeedItem[]> {
    const rows = await this.deliveries.feed(agency, after, limit);
    const released = await this.line.release(
      rows.map((row) => askFor(row, requesterId, 'list')),
      this.way,
    );
    return rows.map((row, index) => ({ row, released: released[index]! }));
  }
}
