import { Injectable } from '@nestjs/common';
import type { Obligations } from '#libs/domain';
import type { DataKey, Keys } from '#libs/trail';
import { JsonText } from '../body/json-text.js';
import type { Decided, Prepared, Way } from '../release/asked.js';
import { Held } from '../release/held.js';
import { entryKeyOf } from '../release/seal-entries.js';
import { EVERY_OBLIGATION } from '../release/keep-obligations.js';
import { OpenBodies } from '../release/open-bodies.js';
import { FetchRecords, type RecordRow } from './fetch-records.js';
import type { SeenRecord } from './view-answer.dto.js';

/**
 * The way out by which a practitioner reads: the sealed records of every permitted item, opened and minimised. An item with a
 * record whose key cannot be read is refused whole: shown without it, it would read as if nothing of the kind were held.
 */
@Injectable()
export class ViewWay implements Way<SeenRecord[]> {
  readonly keeps = EVERY_OBLIGATION;

  constructor(
    private readonly records: FetchRecords,
    private readonly bodies: OpenBodies,
  ) {}

  async prepare(decided: readonly Decided[]): Promise<Prepared<SeenRecord[]>[]> {
    if (!decided.some(isPermitted)) return decided.map((item) => ({ ...item, content: null }));
    const { rows, keys } = await this.records.of(decided.filter(isPermitted), decided);
    return decided.map((item) => {
      const entryKey = entryKeyOf(item, keys);
      if (!isPermitted(item)) return { ...item, entryKey, content: null };
      const own = this.ofItem(item, rows);
      if (own.some((row) => keyOf(row, keys).state === 'unreadable'))
        return { ...item, entryKey, content: null, refusal: 'unreadable' };
      return { ...item, entryKey, content: new Held(this.seen(item, own, keys)) };
    });
  }

  /** Items of strangers share the statement: a row is an item's only where its resident is, whatever the statement found. */
  protected ofItem({ asked: { request } }: Decided, rows: readonly RecordRow[]): RecordRow[] {
    return rows.filter(
      (row) =>
        row.resident_id === request.residentId &&
        row.source_agency === request.sourceAgency &&
        row.category === request.category,
    );
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

const isPermitted = ({ decision }: Decided): boolean => decision.outcome === 'permit';

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
