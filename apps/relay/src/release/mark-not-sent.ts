import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../keys/hot-database.js';

const MARK = { name: 'mark-not-sent', text: 'UPDATE relay.disclosure SET not_sent = true WHERE id = ANY ($1::uuid[])' };

/** Says of committed disclosures that their response was dropped before its first byte. Idempotent. */
@Injectable()
export class MarkNotSent {
  constructor(private readonly database: HotDatabase) {}

  async mark(disclosures: readonly string[]): Promise<void> {
    await this.database.pool.query({ ...MARK, values: [disclosures] });
  }
}
