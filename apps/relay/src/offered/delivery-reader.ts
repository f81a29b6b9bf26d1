import { Injectable } from '@nestjs/common';
import type { Category, LegalMode, Purpose } from '#libs/domain';
import { HotDatabase } from '../keys/hot-database.js';

export type DeliveryState = 'offered' | 'opened' | 'refused' | 'replaced' | 'destroyed';

export interface DeliveryRow {
  readonly id: string;
  readonly recordId: string;
  readonly residentId: string;
  readonly agency: string;
  readonly sourceAgency: string;
  readonly purpose: Purpose;
  readonly category: Category;
  readonly stream: string;
  readonly seq: string | null;
  /** Its place among all deliveries, in the order of offering. */
  readonly place: string;
  readonly mask: string[];
  /** That permitted it when it was offered. */
  readonly agreement: string | null;
  readonly basis: LegalMode | null;
  readonly envelope: string | null;
  readonly wrappedKey: Buffer | null;
  /** Whose key of the resident holds it; null is the place's own. */
  readonly keyController: string | null;
  /** The resident's epoch that it was offered under. */
  readonly residentEpoch: string;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly offeredAt: Date;
  readonly openedAt: Date | null;
}

/** With its place in its agency's feed. */
export interface FedDelivery extends DeliveryRow {
  readonly position: string;
}

const COLUMNS = `d.id, d.record_id AS "recordId", d.resident_id AS "residentId", d.agency, r.source_agency AS "sourceAgency",
  d.purpose, d.category, d.stream, d.seq, d.position AS place, d.mask, d.agreement, d.basis, d.envelope,
  d.wrapped_key AS "wrappedKey", d.key_controller AS "keyController", d.resident_epoch AS "residentEpoch", d.state, d.reason,
  d.offered_at AS "offeredAt", d.opened_at AS "openedAt"`;
const FROM = 'FROM relay.delivery d JOIN relay.record r ON r.id = d.record_id';

const BY_IDS = { name: 'deliveries-by-ids', text: `SELECT ${COLUMNS} ${FROM} WHERE d.id = ANY ($1::uuid[])` };
const FEED = {
  name: 'deliveries-feed',
  text: `SELECT ${COLUMNS}, e.position ${FROM} JOIN relay.feed_entry e ON e.feed = 'delivery' AND e.item_id = d.id
    WHERE e.feed = 'delivery' AND e.agency = $1 AND e.position > $2 ORDER BY e.position LIMIT $3`,
};
const OF_RECORD = {
  name: 'deliveries-of-record',
  text: `SELECT ${COLUMNS} ${FROM} WHERE d.record_id = $1 ORDER BY d.agency, d.position`,
};
const ALIVE = {
  name: 'deliveries-alive',
  text: `SELECT ${COLUMNS} ${FROM} WHERE d.resident_id = $1 AND d.state IN ('offered', 'opened') AND d.position > $2
    ORDER BY d.position LIMIT $3`,
};

/** Reads deliveries; cannot write. Rows never leave the relay as they are: what leaves passes the release line. */
@Injectable()
export class DeliveryReader {
  constructor(private readonly database: HotDatabase) {}

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, DeliveryRow>> {
    const rows = await this.read(BY_IDS, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** An agency's deliveries after a position of its feed, tombstones included. */
  feed(agency: string, position: string, limit: number): Promise<FedDelivery[]> {
    return this.read(FEED, [agency, position, limit]);
  }

  ofRecord(recordId: string): Promise<DeliveryRow[]> {
    return this.read(OF_RECORD, [recordId]);
  }

  /** A page of a resident's living deliveries behind a position, whichever agency's; the last is not full. */
  alive(residentId: string, after: string, limit: number): Promise<DeliveryRow[]> {
    return this.read(ALIVE, [residentId, after, limit]);
  }

  private async read<Row extends DeliveryRow>(
    statement: { name: string; text: string },
    values: unknown[],
  ): Promise<Row[]> {
    const { rows } = await this.database.pool.query<Row>({ ...statement, values });
    return rows;
  }
}
