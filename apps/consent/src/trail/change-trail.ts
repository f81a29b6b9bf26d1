import { CONSENT_CHANGES_TOPIC } from '#libs/contracts';
import { formatInstant, parseInstant, type Json } from '#libs/domain';
import { publish } from '#libs/messaging';
import { type EntryIndex, type EntryKind, KeyRing, type SealedEntry, sealEntry } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import { firstRow, type Transaction } from '../storage/transaction.js';

export interface TrailEntry {
  readonly kind: EntryKind;
  /** Whose key holds the detail; null where no resident's may or can: the place's does. */
  readonly residentId: string | null;
  /** What a replay or a review needs. Sealed; still no free text, and for a null holder nothing that reads as a person. */
  readonly detail: Json;
  readonly index: EntryIndex;
}

const APPEND = `SELECT to_json(audit.append_v1($1::jsonb)) #>> '{}' AS at`;

/** The audit entry and the event of a change, inside the change's own transaction (promises 3, 6). */
@Injectable()
export class ChangeTrail {
  constructor(private readonly ring: KeyRing) {}

  /** Seals one entry, before the change that it records, so that no lock is held meanwhile; `known` spares asking for the key. */
  async seal(tx: Transaction, entry: TrailEntry, known?: Buffer): Promise<SealedEntry> {
    const key = known ?? (entry.residentId === null ? null : await this.keyOf(tx, entry.residentId));
    return sealEntry({
      kind: entry.kind,
      bundle: null,
      detail: entry.detail,
      holder: key === null ? { level: 'place', id: 'place' } : { level: 'resident', id: entry.residentId! },
      holderKey: key ?? this.ring.placeKey('place'),
      index: entry.index,
    });
  }

  /**
   * Appends a sealed entry. Returns its time, RFC 3339 with microseconds: read after every lock that the transaction's
   * earlier statements took, so no disclosure under the old facts commits later than that.
   */
  async append(tx: Transaction, entry: SealedEntry): Promise<string> {
    const row = await firstRow<{ at: string }>(tx, APPEND, [JSON.stringify(entry)]);
    return formatInstant(parseInstant(row!.at));
  }

  /** Tells the other apps; delivered at least once, in order for one resident. Call it last: its counter row stays locked. */
  async announce(tx: Transaction, residentId: string, type: string, data: object): Promise<void> {
    await publish(tx, { stream: `consent.${residentId}`, topic: CONSENT_CHANGES_TOPIC, key: residentId, type, data });
  }

  /** The resident's data key; null once it was erased. */
  async keyOf(tx: Transaction, residentId: string): Promise<Buffer | null> {
    const row = await firstRow<{ key: Buffer | null }>(tx, 'SELECT consent.resident_key_v1($1) AS key', [residentId]);
    return row?.key ? this.ring.unwrapKey(row.key, { level: 'resident', id: residentId }) : null;
  }
}
