import type { Json } from '#libs/domain';
import type { Principal } from '#libs/http';
import { KeyRing, sealEntry, type SealedEntry } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';
import type { Decided } from './decide-requests.js';
import { NOBODY, type UnknownWord } from './own-question.js';
import { ResidentKeys } from './resident-keys.js';

/** A question with a word that this place does not know. The word itself is not kept: it could be anything. */
export interface Denied {
  readonly unknown: UnknownWord;
}

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
    private readonly keys: ResidentKeys,
  ) {}

  /** Returns the entries' ids, in the order of the decisions. */
  async run(by: Principal, decided: readonly (Decided | Denied)[]): Promise<string[]> {
    if (decided.length === 0) return [];
    const residents = decided.flatMap((item) => ('unknown' in item ? [] : [item.request.residentId]));
    const keys = await this.keys.of(residents);
    const entries = decided.map((item) =>
      'unknown' in item ? this.sealDenied(by, item) : this.seal(by, item, keys.get(item.request.residentId)),
    );
    await this.database.pool.query({ ...APPEND, values: [JSON.stringify(entries)] });
    return entries.map((entry) => entry.id);
  }

  private sealDenied(by: Principal, { unknown }: Denied): SealedEntry {
    return sealEntry({
      kind: 'decision',
      bundle: null,
      detail: { denied: unknown, askedBy: by.id },
      holder: { level: 'place', id: 'place' },
      holderKey: this.ring.placeKey('place'),
      index: {
        action: 'ask',
        outcome: 'deny',
        rule: unknown,
        reason: unknown,
        categories: [],
        requesterAgency: by.agency!,
        recipientAgency: by.agency!,
        requesterId: by.id,
      },
    });
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
        reason: decision.reason,
        purpose: request.purpose,
        categories: [request.category],
        sourceAgency: request.sourceAgency,
        requesterAgency: request.recipientAgency,
        recipientAgency: request.recipientAgency,
        requesterId: request.requesterId === NOBODY ? by.id : request.requesterId,
        ...(facts.requester && { requesterKind: facts.requester.kind, requesterRoles: facts.requester.roles }),
        ...(known ? { residentId: request.residentId } : {}),
        ...(decision.agreement ? { agreement: decision.agreement } : {}),
        ...(decision.basis ? { basis: decision.basis } : {}),
        ...(decision.obligations.deferNotice ? { deferNotice: true } : {}),
      },
    });
  }
}
