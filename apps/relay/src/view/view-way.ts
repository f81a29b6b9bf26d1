import { Injectable } from '@nestjs/common';
import type { Category, Obligations } from '#libs/domain';
import type { DataKey, Keys } from '#libs/trail';
import { JsonText } from '../body/json-text.js';
import { HotDatabase } from '../keys/hot-database.js';
import type { Decided, Prepared, Way } from '../release/asked.js';
import { Held } from '../release/held.js';
import { AskedKeys } from '../release/asked-keys.js';
import { entryKeyOf } from '../release/seal-entries.js';
import { EVERY_OBLIGATION } from '../release/keep-obligations.js';
import { OpenBodies } from '../release/open-bodies.js';
import type { SeenRecord } from './view-answer.dto.js';

interface RecordRow {
  readonly id: string;
  readonly resident_id: string;
  readonly source_agency: string;
  readonly category: Category;
  readonly source_version: number;
  readonly sealed_body: Buffer;
  readonly key_controller: string | null;
  readonly received_at: Date;
}

/** The newest version of each record of a category and source; a retracted one hides the versions before it too. */
const FETCH = {
  name: 'fetch-records',
  text: `SELECT DISTINCT ON (r.source_agency, r.source_id) r.id, r.resident_id, r.source_agency, r.category, r.source_version,
      CASE WHEN r.retracted_at IS NULL THEN r.sealed_body END AS sealed_body, r.key_controller, r.received_at
    FROM relay.record r
    JOIN jsonb_to_recordset($1::jsonb) AS w(resident uuid, source text, category text)
      ON w.resident = r.resident_id AND w.source = r.source_agency AND w.category = r.category
    ORDER BY r.source_agency, r.source_id, r.source_version DESC`,
};

/**
 * The way out by which a practitioner reads: the sealed records of every permitted item, opened and minimised. An item with a
 * record whose key cannot be read is refused whole: shown without it, it would read as if nothing of the kind were held.
 */
@Injectable()
export class ViewWay implements Way<SeenRecord[]> {
  readonly keeps = EVERY_OBLIGATION;

  constructor(
    private readonly database: HotDatabase,
    private readonly keys: AskedKeys,
    private readonly bodies: OpenBodies,
  ) {}

  async prepare(decided: readonly Decided[]): Promise<Prepared<SeenRecord[]>[]> {
    const permitted = decided.filter((item) => item.decision.outcome === 'permit');
    if (permitted.length === 0) return decided.map((item) => ({ ...item, content: null }));
    const wanted = permitted.map(({ asked: { request } }) => ({
      resident: request.residentId,
      source: request.sourceAgency,
      category: request.category,
    }));
    const [{ rows }, keys] = await Promise.all([
      this.database.pool.query<RecordRow>({ ...FETCH, values: [JSON.stringify(wanted)] }),
      this.keys.of(decided),
    ]);
    const readable = rows.filter((row) => row.sealed_body !== null);
    return decided.map((item) => {
      const entryKey = entryKeyOf(item, keys);
      if (item.decision.outcome !== 'permit') return { ...item, entryKey, content: null };
      const own = ofItem(item, readable);
      if (own.some((row) => keyOf(row, keys).state === 'unreadable'))
        return { ...item, entryKey, content: null, refusal: 'unreadable' };
      return { ...item, entryKey, content: new Held(this.seen(item, own, keys)) };
    });
  }

  /** A record that is withheld is left out, like one that is not there. */
  private seen(item: Decided, rows: readonly RecordRow[], keys: Keys): SeenRecord[] {
    const { request } = item.asked;
    const { obligations } = item.decision;
    return rows.flatMap((row) => {
      const key = keyOf(row, keys);
      if (key.state !== 'held') return [];
      const stored = { recordId: row.id, category: request.category, sealedBody: row.sealed_body };
      const body = this.bodies.of(stored, key, obligations, item.asked.id);
      return body === null ? [] : [toSeen(row, obligations, body)];
    });
  }
}

const ofItem = ({ asked: { request } }: Decided, rows: readonly RecordRow[]): RecordRow[] =>
  rows.filter((row) => row.source_agency === request.sourceAgency && row.category === request.category);

const keyOf = (row: RecordRow, keys: Keys): DataKey => keys.at(row.resident_id, row.key_controller);

function toSeen(row: RecordRow, obligations: Obligations, body: string): SeenRecord {
  return {
    id: row.id,
    source: row.source_agency,
    category: row.category,
    version: row.source_version,
    receivedAt: row.received_at.toISOString(),
    redacted: obligations.redact,
    masked: obligations.mask,
    noOnwardSharing: obligations.noOnwardSharing,
    accuracyDisputed: obligations.accuracyDisputed,
    body: new JsonText(body),
  };
}
