import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../keys/hot-database.js';
import type { DeliveryRow } from '../offered/delivery-reader.js';
import { SaidHistory, type SaidVersion } from './said-history.js';

const SAID_SINCE = {
  name: 'said-since',
  text: 'SELECT resident_id AS "residentId", said FROM consent.said_since_v2($1::uuid[], $2::bigint[])',
};

/** What residents said, of those who said more since the oldest of these deliveries and ever stopped or changed anything. */
@Injectable()
export class SaidSince {
  constructor(private readonly database: HotDatabase) {}

  /** Read it after the facts of the same decision: the fence compares epochs that are older, so nothing is missed. */
  async of(rows: Iterable<DeliveryRow>): Promise<ReadonlyMap<string, SaidHistory>> {
    const oldest = new Map<string, number>();
    for (const { residentId, residentEpoch } of rows) {
      oldest.set(residentId, Math.min(oldest.get(residentId) ?? Infinity, Number(residentEpoch)));
    }
    if (oldest.size === 0) return new Map();
    const values = [[...oldest.keys()], [...oldest.values()]];
    const { rows: found } = await this.database.pool.query<{ residentId: string; said: SaidVersion[] }>({
      ...SAID_SINCE,
      values,
    });
    return new Map(found.map(({ residentId, said }) => [residentId, new SaidHistory(said)]));
  }
}
