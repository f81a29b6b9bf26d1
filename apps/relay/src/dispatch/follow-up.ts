import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../keys/hot-database.js';
import type { Asked } from '../release/asked.js';
import { Dispatcher } from './dispatcher.js';

const REPLACE = { name: 'replace-delivery', text: 'SELECT relay.replace_v1($1)' };

/** What a refused opening leads to: its key is destroyed and a narrower delivery follows in the same stream. */
@Injectable()
export class FollowUp {
  constructor(
    private readonly database: HotDatabase,
    private readonly dispatcher: Dispatcher,
  ) {}

  async replace(asked: Asked): Promise<void> {
    await this.database.pool.query({ ...REPLACE, values: [asked.deliveryId] });
    this.dispatcher.kick();
  }
}
