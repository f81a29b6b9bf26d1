import { POLICY_CHANGES_TOPIC } from '#libs/contracts';
import { formatInstant, parseInstant } from '#libs/domain';
import type { Principal } from '#libs/http';
import { publish, rowsOf, type SqlExecutor } from '#libs/messaging';
import { type EntryDraft, KeyRing, type SealedEntry, sealEntry } from '#libs/sealing';
import type { Json } from '#libs/tlog';
import { Injectable } from '@nestjs/common';

/** Whose key holds an entry: a resident's, or null for the place's. */
export type Draft = Omit<EntryDraft, 'holder' | 'holderKey'> & { readonly residentId: string | null };

export interface Governance {
  readonly action: string;
  /** What was changed, as ids and codes. */
  readonly detail: Json;
  readonly categories?: readonly string[];
  readonly agreement?: string;
  /** For what concerns one resident; it then shows in their history. */
  readonly residentId?: string;
}

const KEYS = 'SELECT resident_id, wrapped_key FROM consent.resident_keys_v1($1::uuid[])';
const APPEND = `SELECT to_json(max(audit.append_v1(e))) #>> '{}' AS at FROM jsonb_array_elements($1::jsonb) AS e`;

/** Entries of governance and of decisions, and the events that go with them, in the caller's transaction. */
@Injectable()
export class PolicyTrail {
  constructor(private readonly ring: KeyRing) {}

  /** Seals entries, each under its resident's key; the place's where there is no resident, or no key any more. */
  async seal(tx: SqlExecutor, drafts: readonly Draft[]): Promise<SealedEntry[]> {
    const keys = await this.keysOf(tx, drafts);
    return drafts.map(({ residentId, ...draft }) => {
      const key = residentId === null ? undefined : keys.get(residentId);
      return key === undefined
        ? sealEntry({ ...draft, holder: { level: 'place', id: 'place' }, holderKey: this.ring.placeKey('place') })
        : sealEntry({ ...draft, holder: { level: 'resident', id: residentId! }, holderKey: key });
    });
  }

  /** Appends entries; returns the time of the last, RFC 3339 with microseconds. */
  async append(tx: SqlExecutor, entries: readonly SealedEntry[]): Promise<string> {
    const rows = rowsOf<{ at: string }>(await tx.query(APPEND, [JSON.stringify(entries)]));
    return formatInstant(parseInstant(rows[0]!.at));
  }

  /** One governance entry. Returns its time, from which the change certainly holds: call it after the change was written. */
  async govern(tx: SqlExecutor, principal: Principal, change: Governance): Promise<string> {
    const { action, detail, categories = [], agreement, residentId } = change;
    const by = { id: principal.id, kind: principal.kind, agency: principal.agency, roles: [...principal.roles] };
    const draft: Draft = {
      kind: 'governance',
      bundle: null,
      residentId: residentId ?? null,
      detail: { action, by, change: detail },
      index: {
        action,
        outcome: 'recorded',
        categories,
        requesterId: principal.id,
        ...(principal.agency === null ? {} : { requesterAgency: principal.agency }),
        ...(agreement === undefined ? {} : { agreement }),
        ...(residentId === undefined ? {} : { residentId }),
      },
    };
    return this.append(tx, await this.seal(tx, [draft]));
  }

  /** Tells the other apps; in order for one resident. Last in the transaction: its counter row stays locked. */
  async announce(tx: SqlExecutor, residentId: string, type: string, data: object): Promise<void> {
    await publish(tx, { stream: `policy.${residentId}`, topic: POLICY_CHANGES_TOPIC, key: residentId, type, data });
  }

  private async keysOf(tx: SqlExecutor, drafts: readonly Draft[]): Promise<ReadonlyMap<string, Buffer>> {
    const residents = [...new Set(drafts.flatMap(({ residentId }) => (residentId === null ? [] : [residentId])))];
    if (residents.length === 0) return new Map();
    const rows = rowsOf<{ resident_id: string; wrapped_key: Buffer }>(await tx.query(KEYS, [residents]));
    return new Map(
      rows.map((row) => [
        row.resident_id,
        this.ring.unwrapKey(row.wrapped_key, { level: 'resident', id: row.resident_id }),
      ]),
    );
  }
}
