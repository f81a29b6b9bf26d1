import { Injectable } from '@nestjs/common';
import type { Category, DecisionRequest } from '#libs/domain';
import { SharedRead } from '#libs/persistence';
import { type HeldRow, heldRows, KeyReader, type Keys } from '#libs/trail';
import { HotDatabase } from '../keys/hot-database.js';
import type { Decided } from '../release/asked.js';
import { holdersOf } from '../release/asked-keys.js';

export interface RecordRow {
  readonly id: string;
  readonly resident_id: string;
  readonly source_agency: string;
  readonly category: Category;
  readonly source_version: number;
  readonly sealed_body: Buffer;
  readonly key_controller: string | null;
  readonly received_at: Date;
}

/** What a look needs, read in one statement and so as it stood at one moment; of the records those that stand. */
export interface Fetched {
  readonly rows: readonly RecordRow[];
  readonly keys: Keys;
}

type KeyColumns = Omit<HeldRow, 'id'> & { readonly holder: string };
type Retracted = Omit<RecordRow, 'sealed_body'> & { readonly sealed_body: null };
type Row = KeyColumns | ((RecordRow | Retracted) & { readonly holder: null });

/**
 * The newest version of each record of a resident, category and source, in which a retracted one hides the versions before it too;
 * then the keys, as rows of the same columns.
 */
const LOOK = {
  name: 'fetch-look',
  text: `(SELECT DISTINCT ON (r.resident_id, r.source_agency, r.source_id) r.id, r.resident_id, r.source_agency, r.category,
      r.source_version, CASE WHEN r.retracted_at IS NULL THEN r.sealed_body END AS sealed_body, r.key_controller, r.received_at,
      NULL::uuid AS holder, NULL AS controller, NULL::bytea AS wrapped
    FROM relay.record r
    JOIN unnest($1::uuid[], $2::text[], $3::text[]) AS w(resident, source, category)
      ON w.resident = r.resident_id AND w.source = r.source_agency AND w.category = r.category
    ORDER BY r.resident_id, r.source_agency, r.source_id, r.source_version DESC)
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, k.id, k.controller, k.wrapped FROM (${heldRows('$4', '$5')}) k`,
};

/** What one look wants, of each column one value a record or key. */
interface Wanted {
  readonly permitted: readonly DecisionRequest[];
  readonly residents: readonly string[];
  readonly sources: readonly string[];
}

/**
 * The sealed records of a look and the keys that open them and seal its entries: a single round trip, shared with looks that come
 * meanwhile. So rows and keys may be other residents', too: a look takes its own out by whose they are (`ViewWay.ofItem`).
 */
@Injectable()
export class FetchRecords {
  private readonly reads = new SharedRead((wanted: readonly Wanted[]) => this.fetch(wanted));

  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
  ) {}

  /** Records of the permitted alone; keys for all, since a denial has an entry, too. */
  of(permitted: readonly Decided[], all: readonly Decided[]): Promise<Fetched> {
    return this.reads.of({ permitted: permitted.map(({ asked: { request } }) => request), ...holdersOf(all) });
  }

  private async fetch(wanted: readonly Wanted[]): Promise<Fetched> {
    const requests = wanted.flatMap(({ permitted }) => permitted);
    const values = [
      requests.map(({ residentId }) => residentId),
      requests.map(({ sourceAgency }) => sourceAgency),
      requests.map(({ category }) => category),
      [...new Set(wanted.flatMap(({ residents }) => residents))],
      [...new Set(wanted.flatMap(({ sources }) => sources))],
    ];
    const { rows } = await this.database.pool.query<Row>({ ...LOOK, values });
    return {
      rows: rows.filter((row) => row.holder === null && row.sealed_body !== null),
      keys: this.keys.ofRows(rows.flatMap((row) => (row.holder === null ? [] : [{ ...row, id: row.holder }]))),
    };
  }
}
