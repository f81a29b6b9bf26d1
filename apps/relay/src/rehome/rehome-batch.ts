import { Injectable } from '@nestjs/common';
import { type DataKey, KeyReader, type Keys } from '#libs/trail';
import { HotDatabase } from '../keys/hot-database.js';

interface Standing {
  readonly id: string;
  readonly residentId: string;
  readonly source: string;
  readonly sealed: Buffer;
}

interface Reseal {
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

/** Where in each table to go on; null where nothing is left. */
export interface Place {
  readonly record: string | null;
  readonly delivery: string | null;
}

export interface RehomedBatch {
  readonly moved: number;
  /** What a key that cannot be read holds, or would: left as it is. */
  readonly stays: number;
  readonly next: Place;
}

const BATCH = 200;
const RECORDS = {
  name: 'records-to-rehome',
  text: `SELECT id, resident_id AS "residentId", source_agency AS source, sealed_body AS sealed FROM relay.record
    WHERE key_controller IS NULL AND id > $1 ORDER BY id LIMIT $2`,
};
const DELIVERIES = {
  name: 'deliveries-to-rehome',
  text: `SELECT d.id, d.resident_id AS "residentId", r.source_agency AS source, d.wrapped_key AS sealed
    FROM relay.delivery d JOIN relay.record r ON r.id = d.record_id
    WHERE d.key_controller IS NULL AND d.wrapped_key IS NOT NULL AND d.id > $1 ORDER BY d.id LIMIT $2`,
};
const LEFT = {
  name: 'left-to-rehome',
  text: `SELECT (SELECT count(*) FROM relay.record WHERE key_controller IS NULL AND id > $1)
    + (SELECT count(*) FROM relay.delivery WHERE key_controller IS NULL AND wrapped_key IS NOT NULL AND id > $2) AS left`,
};
const REHOME = { name: 'rehome', text: 'SELECT relay.rehome_v1($1::jsonb, $2::jsonb) AS moved' };

/**
 * One batch of bodies and content keys that the resident's key at the place still holds, sealed anew with their key at the agency
 * that sent the record (ADR 33). What changed since it was read stays as that left it, so two at once are harmless.
 */
@Injectable()
export class RehomeBatch {
  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
  ) {}

  /** `limit` is of each table. */
  async after({ record, delivery }: Place, limit = BATCH): Promise<RehomedBatch> {
    const records = await this.standing(RECORDS, record, limit);
    const deliveries = await this.standing(DELIVERIES, delivery, limit);
    const keys = await this.keys.ofHoldings(
      this.database.pool,
      [...records, ...deliveries].map(({ residentId, source: controller }) => ({ residentId, controller })),
    );
    const moved = await this.store(
      resealed(records, keys, ({ id }) => `record/${id}`),
      resealed(deliveries, keys, ({ id }) => `content-key/${id}`),
    );
    const stays = [...records, ...deliveries].filter((row) => keysOf(row, keys).some(isUnreadable)).length;
    return { moved, stays, next: { record: nextOf(records, limit), delivery: nextOf(deliveries, limit) } };
  }

  /** How many stand behind a place: also what does not open any more, which is passed over there. */
  async remaining({ record, delivery }: Place): Promise<number> {
    const { rows } = await this.database.pool.query<{ left: string }>({ ...LEFT, values: [record, delivery] });
    return Number(rows[0]!.left);
  }

  protected async store(records: readonly Reseal[], deliveries: readonly Reseal[]): Promise<number> {
    if (records.length + deliveries.length === 0) return 0;
    const values = [JSON.stringify(records), JSON.stringify(deliveries)];
    const { rows } = await this.database.pool.query<{ moved: string }>({ ...REHOME, values });
    return Number(rows[0]!.moved);
  }

  private async standing(
    statement: { name: string; text: string },
    after: string | null,
    limit: number,
  ): Promise<Standing[]> {
    if (after === null) return [];
    return (await this.database.pool.query<Standing>({ ...statement, values: [after, limit] })).rows;
  }
}

const nextOf = (rows: readonly Standing[], limit: number): string | null =>
  rows.length < limit ? null : rows.at(-1)!.id;

const keysOf = ({ residentId, source }: Standing, keys: Keys): [DataKey, DataKey] => [
  keys.ofResident(residentId),
  keys.at(residentId, source),
];
const isUnreadable = ({ state }: DataKey): boolean => state === 'unreadable';

/** Without what a key is gone for, or what does not open: nobody reads it any more, whoever holds it. */
const resealed = (rows: readonly Standing[], keys: Keys, placeOf: (row: Standing) => string): Reseal[] =>
  rows.flatMap((row) => {
    const { id, sealed } = row;
    const [from, into] = keysOf(row, keys);
    if (from.state !== 'held' || into.state !== 'held') return [];
    const after = from.reseal(sealed, into, placeOf(row));
    return after ? [{ id, before: sealed.toString('base64'), after: after.toString('base64') }] : [];
  });
