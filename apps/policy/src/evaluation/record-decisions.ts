import type { Decision, DecisionRequest, Facts } from '#libs/domain';
import type { Principal } from '#libs/http';
import { KeyRing, sealEntry, type SealedEntry } from '#libs/sealing';
import type { Json } from '#libs/tlog';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../storage/hot-database.js';
import { NOBODY } from './resolve-questions.js';

export interface Decided {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly decision: Decision;
}

const KEYS = {
  name: 'resident-keys',
  text: 'SELECT resident_id, wrapped_key FROM consent.resident_keys_v1($1::uuid[])',
};
const APPEND = {
  name: 'append-decisions',
  text: 'SELECT audit.append_v1(e.entry) FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS e(entry, place) ORDER BY e.place',
};

/** One entry for each decision, denials included (promise 6), in one statement: all are recorded, or nothing is answered. */
@Injectable()
export class RecordDecisions {
  constructor(
    private readonly database: HotDatabase,
    private readonly ring: KeyRing,
  ) {}

  /** Returns the entries' ids, in the order of the decisions. */
  async run(by: Principal, decided: readonly Decided[]): Promise<string[]> {
    const keys = await this.keysOf(decided.map(({ request }) => request.residentId));
    const entries = decided.map((item) => this.seal(by, item, keys.get(item.request.residentId)));
    await this.database.pool.query({ ...APPEND, values: [JSON.stringify(entries)] });
    return entries.map((entry) => entry.id);
  }

  private async keysOf(residents: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const distinct = [...new Set(residents)].filter((id) => id !== NOBODY);
    const { rows } = await this.database.pool.query<{ resident_id: string; wrapped_key: Buffer }>({
      ...KEYS,
      values: [distinct],
    });
    const opened = rows.map(
      ({ resident_id: id, wrapped_key }) => [id, this.ring.unwrapKey(wrapped_key, { level: 'resident', id })] as const,
    );
    return new Map(opened);
  }

  private seal(by: Principal, { request, facts, decision }: Decided, residentKey: Buffer | undefined): SealedEntry {
    const known = request.residentId !== NOBODY;
    return sealEntry({
      kind: 'decision',
      bundle: decision.bundle,
      detail: { request, facts, decision, askedBy: by.id } as unknown as Json,
      holder: residentKey ? { level: 'resident', id: request.residentId } : { level: 'place', id: 'place' },
      holderKey: residentKey ?? this.ring.placeKey('place'),
      index: {
        action: request.action,
        outcome: decision.outcome,
        rule: decision.rule,
        purpose: request.purpose,
        categories: [request.category],
        sourceAgency: request.sourceAgency,
        requesterAgency: request.recipientAgency,
        recipientAgency: request.recipientAgency,
        requesterId: request.requesterId === NOBODY ? by.id : request.requesterId,
        ...(known ? { residentId: request.residentId } : {}),
        ...(decision.agreement ? { agreement: decision.agreement } : {}),
        ...(decision.basis ? { basis: decision.basis } : {}),
        ...(decision.obligations.deferNotice ? { deferNotice: true } : {}),
      },
    });
  }
}
