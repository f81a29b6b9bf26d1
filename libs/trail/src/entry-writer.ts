import { formatInstant, parseInstant, type ToJson } from '#libs/domain';
import { askRows, notifyAfterCommit, type SqlExecutor } from '#libs/persistence';
import type { EntryIndex, EntryKind, KeyRing, SealedEntry } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import type { DataKey } from './data-key.js';
import { KeyReader } from './key-reader.js';

export interface Entry {
  readonly kind: EntryKind;
  /** Hash of the policy bundle that decided; left out where none did. */
  readonly bundle?: string | null;
  /** What a replay or a review needs. Sealed; where no resident's key holds it, nothing that reads as a person. */
  readonly detail: ToJson;
  readonly index: EntryIndex;
}

export interface EntryAbout extends Entry {
  /** Whose key holds the detail; null where no resident's may or can. */
  readonly residentId: string | null;
}

const APPEND = {
  name: 'append-entries',
  text: `SELECT to_json(audit.append_v1(e.entry)) #>> '{}' AS at
    FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS e(entry, place) ORDER BY e.place`,
};

/**
 * The one writer of entries. Seal before the change that an entry records, so that no lock is held meanwhile; append after it, or
 * after the lock that it takes where the change keeps the entry's time, in its transaction (promises 3 and 6).
 */
@Injectable()
export class EntryWriter {
  constructor(private readonly keys: KeyReader) {}

  /** For what is wired by hand. */
  static with(ring: KeyRing): EntryWriter {
    return new EntryWriter(new KeyReader(ring));
  }

  /** Under the key of whom it is about. */
  async seal(on: SqlExecutor, { residentId, ...entry }: EntryAbout): Promise<SealedEntry> {
    return this.sealWith(residentId === null ? 'place' : await this.keys.ofResident(on, residentId), entry);
  }

  /** Under a key that was read already. The one place where the holder is chosen: where there is no key, the place's holds it. */
  sealWith(key: DataKey | 'place', { bundle = null, ...entry }: Entry): SealedEntry {
    const held = key !== 'place' && key.state === 'held' ? key : this.keys.ofPlace();
    return held.sealEntry({ bundle, ...entry });
  }

  /**
   * In one statement: all of them, or none. Returns the time of the last, RFC 3339 with microseconds: read after every lock
   * that the transaction's earlier statements took, so no disclosure under the old facts commits later than that.
   */
  async append(on: SqlExecutor, ...entries: [SealedEntry, ...SealedEntry[]]): Promise<string> {
    const rows = await askRows<{ at: string }>(on, APPEND, [JSON.stringify(entries)]);
    notifyAfterCommit(on, 'audit.staging');
    return formatInstant(parseInstant(rows.at(-1)!.at));
  }
}
